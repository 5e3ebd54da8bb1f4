using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.Portals.Opening;

/// <summary>A portal with its room.</summary>
/// <param name="IsOpenedAgain">The chat had a room before, which was closed: this one is to begin with its last messages.</param>
internal sealed record OpenPortal(PortalRow Portal, bool IsOpenedAgain)
{
    /// <summary>The chat was this one before, whose room <see cref="Portal"/> has; it has yet to move to the key that was asked for. Else null.</summary>
    public FormerChat? Former { get; init; }
}
