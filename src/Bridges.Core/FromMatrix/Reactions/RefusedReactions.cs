using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Reactions;

/// <summary>Takes reactions off again that are not on the network: nobody shall believe that they are seen there.</summary>
internal sealed class RefusedReactions(HomeserverClients clients)
{
    public async Task<RowOutcome> TakeBackAsync(MatrixEvent reaction, string reason, CancellationToken cancellationToken)
    {
        await RedactAsync(reaction.RoomId, reaction.EventId, cancellationToken);
        return new RowOutcome.Refused(reason);
    }

    public async Task RedactAsync(RoomId room, EventId reaction, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.RedactAsync(actingAs: null, room, reaction, TransactionIds.About(reaction.Value, "not there"), reason: null, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // In a room whose powers somebody changed it stays.
        }
    }
}
