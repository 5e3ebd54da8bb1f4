using Bridges.Abstractions;

namespace Bridges.Telegram.State;

/// <summary>What TDLib last told of a chat.</summary>
/// <param name="Peer">The user of a private chat; the group's or channel's own number otherwise.</param>
internal sealed record KnownChat(long Id, ChatType Type, long Peer, string Title)
{
    public AvatarReference? Avatar { get; init; }

    /// <summary>Whether ordinary members may write texts.</summary>
    public bool MembersMaySend { get; init; } = true;

    /// <summary>Whether ordinary members may change name, description and picture.</summary>
    public bool MembersMayChangeInfo { get; init; }

    /// <summary>Whether ordinary members may bring others in.</summary>
    public bool MembersMayInvite { get; init; }

    /// <summary>Seconds after which messages vanish; 0: they stay.</summary>
    public int AutoDelete { get; init; }

    public long LastReadInbox { get; init; }

    public long LastReadOutbox { get; init; }

    public bool IsPrivate => Type == ChatType.Private;
}
