using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>A portal with its room.</summary>
/// <param name="IsOpenedAgain">The chat had a room before, which was closed: this one is to begin with its last messages.</param>
internal sealed record OpenPortal(PortalRow Portal, bool IsOpenedAgain);
