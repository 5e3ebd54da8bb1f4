namespace Bridges.Abstractions;

/// <summary>A chat as it is now on the network.</summary>
public sealed record ChatDetails
{
    public required ChatKey Key { get; init; }

    public required ChatKind Kind { get; init; }

    /// <summary>The chat's name; null where unknown, and for direct chats, which are called after the other person.</summary>
    public string? Name { get; init; }

    /// <summary>Null where unknown (Matrix keeps what it has); empty where there is none.</summary>
    public string? Topic { get; init; }

    public AvatarReference? Avatar { get; init; }

    /// <summary>The other person of a direct chat.</summary>
    public RemoteUserId? OtherUser { get; init; }

    /// <summary>
    /// The members that are known, those who speak first; the account itself always, as long as it is one: by that its user is let in again who was
    /// out of the chat. In large chats not all; who leaves then is told by <see cref="RemoteMembership"/>.
    /// </summary>
    public IReadOnlyList<ChatMember> Members { get; init; } = [];

    /// <summary>Whether <see cref="Members"/> is everybody, so that who is missing has left.</summary>
    public bool MembersAreComplete { get; init; }

    /// <summary>The least role that may write.</summary>
    public MemberRole WhoMaySend { get; init; } = MemberRole.Member;

    /// <summary>The least role that may change name, topic and picture.</summary>
    public MemberRole WhoMayChangeLook { get; init; } = MemberRole.Administrator;

    /// <summary>The least role that may bring others in.</summary>
    public MemberRole WhoMayAddMembers { get; init; } = MemberRole.Administrator;

    /// <summary>The account is no member (any more): its user does not belong into the room.</summary>
    public bool AccountIsOut { get; init; }

    /// <summary>A stranger's chat that waits to be accepted.</summary>
    public bool IsMessageRequest { get; init; }

    /// <summary>How long messages stay; null: they stay.</summary>
    public DisappearingTimer? Timer { get; init; }

    /// <summary>The chat that this one is part of (a community), shown as a space; or null.</summary>
    public ChatKey? Parent { get; init; }

    /// <summary>
    /// What the chat was before; or null. Asked for before the chat gets a room: where the former one has a room, the chat goes on
    /// there, whichever is told first, the move or what is said after it.
    /// </summary>
    public FormerChat? Former { get; init; }

    /// <summary>A public address of the chat, or null.</summary>
    public string? Link { get; init; }
}
