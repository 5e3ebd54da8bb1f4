using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>Takes back what is shown of people who have no reaction on a message any more, of which the network did not tell one by one.</summary>
internal sealed class ReactionsTakenBack(ReactionTable reactions, AccountRegistry accounts, CurrentPeople people, RemoteReactionChanges changes)
{
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteReactors reactors, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var message = new MessageKey(portal.Network, portal.Chat, reactors.Target);
        var gone = (await reactions.OfPeopleAsync(message, reactors.Since.ToUnixTimeMilliseconds(), cancellationToken))
            .Select(row => people.Of(portal.Network, row.Sender))
            .Distinct()
            .Except(reactors.People)
            // What users of this bridge put here may be on its way while the network tells that it is not there.
            .Where(person => accounts.OfMember(account, portal.Chat, person) is null);
        var writes = new List<Statement>();
        foreach (var person in gone)
        {
            var change = new RemoteReactions { Chat = reactors.Chat, Timestamp = reactors.Timestamp, Target = reactors.Target, Sender = person, Reactions = [] };
            if (await changes.BridgeAsync(account, portal, change, lane, cancellationToken) is RowOutcome.Finished finished)
            {
                writes.AddRange(finished.Writes);
            }
        }

        return new RowOutcome.Finished(writes);
    }
}
