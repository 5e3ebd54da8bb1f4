namespace Bridges.Matrix;

/// <summary>What happened since an earlier answer.</summary>
/// <param name="NextBatch">Where the next one begins.</param>
/// <param name="Rooms">Those of the rooms that the user is in where something happened.</param>
public sealed record SyncPage(string NextBatch, IReadOnlyList<SyncedRoom> Rooms);

/// <summary>What happened in one room.</summary>
/// <param name="Events">The newest, oldest first.</param>
/// <param name="IsLimited">There are more before them.</param>
/// <param name="Before">Where to read on backwards.</param>
public sealed record SyncedRoom(RoomId Room, IReadOnlyList<MatrixEvent> Events, bool IsLimited, string? Before);
