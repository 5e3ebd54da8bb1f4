using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>Takes back what is shown of people who have no reaction on a message any more, of which the network did not tell one by one.</summary>
internal sealed class ReactionsTakenBack(ReactionTable reactions, AccountRegistry accounts, CurrentPeople people, Journal journal, RemoteReactionChanges changes)
{
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteReactors reactors, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var message = new MessageKey(portal.Network, portal.Chat, reactors.Target);
        var since = reactors.Since.ToUnixTimeMilliseconds();
        var gone = new List<ReactionRow>();
        foreach (var row in await reactions.OfPeopleAsync(message, since, cancellationToken))
        {
            var person = people.Of(portal.Network, row.Sender);
            if (!reactors.People.Contains(person) && (accounts.OfMember(account, portal.Chat, person) is null || await WasThereAsync(row, since, cancellationToken)))
            {
                gone.Add(row);
            }
        }

        return new RowOutcome.Finished(await changes.TakeBackAsync(account, portal, message, gone, lane, cancellationToken));
    }

    /// <summary>What users of this bridge put here may have been on its way while the network told that it was not there.</summary>
    private async Task<bool> WasThereAsync(ReactionRow reaction, long since, CancellationToken cancellationToken) =>
        await journal.FindByEventAsync(reaction.EventId, cancellationToken) is not { } put || put.FinishedAt < since;
}
