using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>Where a pack of stickers stands now.</summary>
public sealed record ImportedPack(RoomId Room, EventId Event, string StateKey);
