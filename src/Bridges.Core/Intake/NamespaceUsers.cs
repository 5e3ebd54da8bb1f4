using Bridges.Core.Ghosts;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Intake;

/// <summary>Who of our namespace is there, for a homeserver that asks.</summary>
internal sealed class NamespaceUsers(GhostIds ids, GhostTable ghosts, CoreOptions options)
{
    public async Task<bool> ExistsAsync(UserId user, CancellationToken cancellationToken) =>
        user == options.Bot
        || (ids.TryParse(user, out var network, out var remote) && await ghosts.FindAsync(network, remote, cancellationToken) is { IsRegistered: true });
}
