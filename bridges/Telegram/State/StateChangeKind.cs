namespace Bridges.Telegram.State;

/// <summary>The kinds of <see cref="StateChange"/>.</summary>
internal enum StateChangeKind
{
    None,

    /// <summary>Name, picture, members or rights of a chat.</summary>
    Chat,

    /// <summary>Name or picture of a user.</summary>
    User,

    /// <summary>The account has read further.</summary>
    ReadInbox,

    /// <summary>Others have read further.</summary>
    ReadOutbox,
}
