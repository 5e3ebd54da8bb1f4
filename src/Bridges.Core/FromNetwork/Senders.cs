using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;

namespace Bridges.Core.FromNetwork;

/// <summary>In whose name a remote person's doings appear on Matrix.</summary>
internal sealed class Senders(AccountRegistry accounts, GhostRegistry ghosts, DoublePuppets doublePuppets, HomeserverClients clients)
{
    /// <summary>The owner themself for what they did with an account of this bridge; else the person's ghost.</summary>
    /// <param name="fromSelf">The account did it, in whosever name.</param>
    public async ValueTask<MatrixSender> ForAsync(
        RunningAccount account, ChatKey chat, RemoteUserId user, bool fromSelf, CancellationToken cancellationToken)
    {
        var self = fromSelf ? account : accounts.OfMember(account, chat, user);
        if (self is not null && await doublePuppets.FindAsync(self.Owner, cancellationToken) is { } puppet)
        {
            return puppet;
        }

        return new MatrixSender(clients.Main, await ghosts.EnsureAsync(account, user, cancellationToken));
    }
}
