namespace Bridges.Storage;

/// <summary>How an account stands to a chat that has, or had, a room. The values are those of the column.</summary>
public enum AccountChatState
{
    /// <summary>Its owner belongs into the room.</summary>
    InRoom = 0,

    /// <summary>Its owner left the room, and stays out until they ask.</summary>
    LeftRoom = 1,

    /// <summary>The network put the account out of the chat, or it left there.</summary>
    OutOfChat = 2,

    /// <summary>Its owner does not want the chat on Matrix.</summary>
    SwitchedOff = 3,

    /// <summary>Its owner belongs into the room and is being brought in. A host that ended meanwhile left it so: they are brought in again.</summary>
    ComingIn = 4,
}
