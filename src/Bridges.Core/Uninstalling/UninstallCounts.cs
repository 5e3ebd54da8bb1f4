namespace Bridges.Core.Uninstalling;

/// <summary>What there is to take away, or what was.</summary>
/// <param name="Rooms">Rooms that mirror chats.</param>
/// <param name="OtherRooms">Rooms in which the bot only talks with people.</param>
/// <param name="Ghosts">Memberships of ghosts in rooms.</param>
/// <param name="Purged">Rooms that were erased on the homeserver.</param>
public sealed record UninstallCounts(int Rooms, int OtherRooms, int Ghosts, int Purged = 0)
{
    /// <summary>Rooms that could not be cleared, with the reason.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}
