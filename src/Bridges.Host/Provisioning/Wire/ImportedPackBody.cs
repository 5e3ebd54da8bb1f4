namespace Bridges.Host.Provisioning;

/// <summary>Where a pack of stickers stands now.</summary>
internal sealed record ImportedPackBody(string EventId, string RoomId, string StateKey);
