namespace Bridges.Matrix;

/// <summary>All who type in a room at this moment (<c>m.typing</c>).</summary>
public sealed record TypingEvent(RoomId Room, IReadOnlyList<UserId> Users) : EphemeralEvent;
