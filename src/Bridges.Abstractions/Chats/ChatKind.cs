namespace Bridges.Abstractions;

/// <summary>The kinds of chat that look different on Matrix.</summary>
public enum ChatKind
{
    /// <summary>Two people.</summary>
    Direct,

    /// <summary>Several people who may all write.</summary>
    Group,

    /// <summary>Few write, many read.</summary>
    Broadcast,

    /// <summary>The account's chat with itself.</summary>
    NoteToSelf,

    /// <summary>Holds other chats (<see cref="ChatDetails.Parent"/>) and no messages of its own: a space on Matrix.</summary>
    Community,
}
