namespace Bridges.Matrix;

/// <summary>How a user keeps a room; null: not told.</summary>
public sealed record RoomMarkChange(RoomId Room, bool? IsFavourite, bool? IsLowPriority, bool? IsMarkedUnread);
