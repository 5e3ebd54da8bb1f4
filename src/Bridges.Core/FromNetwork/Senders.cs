using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;

namespace Bridges.Core.FromNetwork;

/// <summary>In whose name a remote person's doings appear on Matrix.</summary>
internal sealed class Senders(GhostRegistry ghosts, DoublePuppets doublePuppets, HomeserverClients clients)
{
    /// <summary>The owner themself for what the account did; else the person's ghost.</summary>
    public async ValueTask<MatrixSender> ForAsync(RunningAccount account, RemoteUserId user, bool fromSelf, CancellationToken cancellationToken)
    {
        if ((fromSelf || user == account.Account.Self) && await doublePuppets.FindAsync(account.Owner, cancellationToken) is { } puppet)
        {
            return puppet;
        }

        return new MatrixSender(clients.Main, await ghosts.EnsureAsync(account, user, cancellationToken));
    }
}
