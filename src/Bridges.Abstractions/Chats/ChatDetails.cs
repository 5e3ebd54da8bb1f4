namespace Bridges.Abstractions;

/// <summary>A chat as it is now on the network.</summary>
public sealed record ChatDetails
{
    public required ChatKey Key { get; init; }

    public required ChatKind Kind { get; init; }

    /// <summary>The chat's name; null for direct chats, which are called after the other person.</summary>
    public string? Name { get; init; }

    public string? Topic { get; init; }

    public AvatarReference? Avatar { get; init; }

    /// <summary>The other person of a direct chat.</summary>
    public RemoteUserId? OtherUser { get; init; }

    /// <summary>The members that are known, the account itself among them. In large chats not all.</summary>
    public IReadOnlyList<ChatMember> Members { get; init; } = [];

    /// <summary>Whether <see cref="Members"/> is everybody, so that who is missing has left.</summary>
    public bool MembersAreComplete { get; init; }

    /// <summary>The least role that may write.</summary>
    public MemberRole WhoMaySend { get; init; } = MemberRole.Member;
}
