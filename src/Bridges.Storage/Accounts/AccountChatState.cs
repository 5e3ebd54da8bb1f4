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
}
