namespace Bridges.Abstractions;

/// <summary>The kinds of chat that look different on Matrix.</summary>
public enum ChatKind
{
    /// <summary>Two people.</summary>
    Direct,

    /// <summary>Several people who may all write.</summary>
    Group,

    /// <summary>Few write, many read.</summary>
    Channel,

    /// <summary>The account's chat with itself.</summary>
    NoteToSelf,
}
