namespace Bridges.Matrix;

/// <summary>How far people have read in a room (<c>m.receipt</c>).</summary>
public sealed record ReceiptEvent(RoomId Room, IReadOnlyList<Receipt> Receipts) : EphemeralEvent;
