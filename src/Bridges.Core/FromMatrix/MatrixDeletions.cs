using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Deletes on the network what a Matrix user took back.</summary>
internal sealed class MatrixDeletions(
    AccountRegistry accounts, AccountChats chats, MessageTable messages, DeliveryReports reports, ICheckpoints checkpoints)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (roomEvent.Redacts is not { } target)
        {
            return RowOutcome.Nothing;
        }

        await lane.SettleAsync();
        var rows = await messages.ByEventAsync(target.Value, cancellationToken);
        rows = [.. rows.Where(message => message.Network == portal.Network && message.Chat == portal.Chat && !message.IsDeleted)];
        if (rows.Count == 0)
        {
            // A notice of ours, an edit, or something that never left Matrix.
            return RowOutcome.Nothing;
        }

        var account = await accounts.RequireForSenderAsync(portal, roomEvent.Sender, chats, cancellationToken);
        if (account.Account is not IDeletesMessages deleter)
        {
            return new RowOutcome.GiveUp($"Messages cannot be deleted on {account.NetworkName}.");
        }

        var ids = rows.Select(message => message.Message).Distinct().ToArray();
        checkpoints.Reached(Checkpoint.ChangeHandingOver);
        await deleter.DeleteAsync(new OutgoingDeletion(new DeliveryId(roomEvent.EventId.Value), portal.Chat, ids), cancellationToken);
        checkpoints.Reached(Checkpoint.ChangeHandedOver);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished([.. ids.Select(id => MessageTable.MarkDeleted(portal.Network, portal.Chat, id))]);
    }
}
