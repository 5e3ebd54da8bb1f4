using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>Takes what a network tells of reactions to those who know its kind.</summary>
internal sealed class ReactionNews(RemoteReactionChanges changes, ReactionsTakenBack takenBack, AnonymousReactions anonymous)
{
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteEvent news, LaneContext lane, CancellationToken cancellationToken) => news switch
    {
        RemoteReactions change => await changes.BridgeAsync(account, portal, change, lane, cancellationToken),
        RemoteReactors reactors => await takenBack.BridgeAsync(account, portal, reactors, lane, cancellationToken),
        RemoteReactionCounts counts => await anonymous.BridgeAsync(portal, counts, lane, cancellationToken),
        _ => RowOutcome.Nothing,
    };
}
