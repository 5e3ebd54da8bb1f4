using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>A person on a network, as an account found them.</summary>
/// <param name="Ghost">The Matrix user who stands for them; null where their id makes none.</param>
/// <param name="Room">The room of the direct chat with them; null where there is none yet.</param>
public sealed record FoundPerson(UserDetails Details, UserId? Ghost, RoomId? Room)
{
    /// <summary>Their picture, where they are shown on Matrix already; null elsewhere.</summary>
    public MxcUri? Avatar { get; init; }

    /// <summary>The room was made for the call that tells of it.</summary>
    public bool IsNew { get; init; }
}
