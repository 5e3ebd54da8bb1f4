using Bridges.Abstractions;

namespace Bridges.Telegram.State;

/// <summary>What TDLib last told of a user.</summary>
internal sealed record KnownUser(long Id, string Name)
{
    public string? Username { get; init; }

    /// <summary>All names that mention them, <see cref="Username"/> among them; separated by blanks, so that two users can be compared.</summary>
    public string Usernames { get; init; } = "";

    public bool IsDeleted { get; init; }

    public string? Phone { get; init; }

    public bool IsBot { get; init; }

    public AvatarReference? Avatar { get; init; }

    /// <summary>Whether TDLib may name the user in requests, mentions among them.</summary>
    public bool HasAccess { get; init; } = true;
}
