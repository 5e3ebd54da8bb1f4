using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Deletes on the network what a Matrix user took back. An edit taken back is an edit to what was there before it.</summary>
internal sealed class MatrixDeletions(
    SenderAccounts senders, EventTargets targets, EditsTakenBack editsTakenBack, Changes changes, DeliveryReports reports)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (roomEvent.Redacts is not { } target)
        {
            return RowOutcome.Nothing;
        }

        await lane.SettleAsync();
        if (await targets.OriginalOfAsync(portal, target, cancellationToken) is { } original)
        {
            return await editsTakenBack.BridgeAsync(row, portal, roomEvent, original, lane, cancellationToken);
        }

        var found = await targets.FindAsync(row, portal, target, lane, cancellationToken);
        MessageRow[] rows = [.. found.Messages.Where(message => !message.IsDeleted && message.EventId == target.Value)];
        if (rows.Length == 0)
        {
            // A notice of ours, or something that never left Matrix. What is late comes after all, and stays.
            return found.IsLate ? new RowOutcome.GiveUp("The message has not got there yet.") : RowOutcome.Nothing;
        }

        var account = await senders.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        if (account.Account is not IDeletesMessages deleter)
        {
            return new RowOutcome.Refused($"Messages cannot be deleted on {account.NetworkName}.");
        }

        var ids = rows.Select(message => message.Message).Distinct().ToArray();
        await changes.MakeAsync(
            row, account, portal.Chat,
            async () =>
            {
                await deleter.DeleteAsync(new OutgoingDeletion(new DeliveryId(roomEvent.EventId.Value), portal.Chat, ids), cancellationToken);
                return true;
            },
            cancellationToken);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished([.. ids.Select(id => MessageTable.MarkDeleted(portal.Network, portal.Chat, id))]);
    }
}
