using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>What somebody has put on a message, under whichever of their ids.</summary>
internal sealed class PeoplesReactions(ReactionTable reactions, CurrentPeople people)
{
    public async Task<IReadOnlyList<ReactionRow>> OfAsync(MessageKey message, RemoteUserId sender, CancellationToken cancellationToken)
    {
        var all = await reactions.OfPersonAsync(message, sender, cancellationToken);
        foreach (var former in people.FormerOf(message.Network, sender))
        {
            all = [.. all, .. await reactions.OfPersonAsync(message, former, cancellationToken)];
        }

        return all;
    }
}
