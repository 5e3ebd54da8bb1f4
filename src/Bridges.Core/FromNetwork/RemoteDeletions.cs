using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes messages that were deleted on the network out of their room.</summary>
internal sealed class RemoteDeletions(
    MessageTable messages, RemoteTargets targets, Senders senders, DoublePuppetRegistry doublePuppets, HomeserverClients clients, ICheckpoints checkpoints)
{
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemoteDeletion deletion, LaneContext lane, CancellationToken cancellationToken)
    {
        var rows = await targets.FindSettledAsync(portal, deletion.Target, lane, cancellationToken);
        foreach (var eventId in rows.Where(row => !row.IsDeleted).Select(row => new EventId(row.EventId)).Distinct())
        {
            // A long message from Matrix is several on the network: it is gone when the last of them is.
            var pieces = await messages.ByEventAsync(eventId.Value, cancellationToken);
            if (pieces.Any(piece => !piece.IsDeleted && piece.Message != deletion.Target))
            {
                continue;
            }

            checkpoints.Reached(Checkpoint.EventSending);
            await RedactAsync(account, portal, deletion, rows[0], eventId, cancellationToken);
            checkpoints.Reached(Checkpoint.EventSent);
        }

        return new RowOutcome.Finished([MessageTable.MarkDeleted(portal.Network, portal.Chat, deletion.Target)]);
    }

    private async Task RedactAsync(
        RunningAccount account, PortalRow portal, RemoteDeletion deletion, MessageRow message, EventId eventId, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var transaction = TransactionIds.About(eventId.Value, "deleted");
        var mark = BridgeMark.Deletion(portal, deletion.Target).Alone();
        // Where the network does not say who deleted it, its author is named: clients then name nobody.
        var sender = await senders.ForAsync(account, portal, deletion.Sender ?? message.Sender, cancellationToken);
        try
        {
            await sender.Client.RedactAsync(sender.User, room, eventId, transaction, reason: null, cancellationToken, mark);
            return;
        }
        catch (MatrixException exception) when (doublePuppets.Refused(sender, exception) || !exception.IsTransient)
        {
            // They are not in the room, their level is too low, or a double puppet works no longer: the bot may always.
        }

        await clients.Main.RedactAsync(actingAs: null, room, eventId, transaction, reason: null, cancellationToken, mark);
    }
}
