using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Carries an edit that a Matrix user made to the network. Making the same edit twice does no harm.</summary>
internal sealed class MatrixEdits(EventTargets targets, Changes changes, GhostIds ids, DeliveryReports reports)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent roomEvent, EventId target, MessageContent content, LaneContext lane, CancellationToken cancellationToken)
    {
        if (account.Account is not IEditsMessages editor)
        {
            return new RowOutcome.Refused($"Messages cannot be edited on {account.NetworkName}.");
        }

        var found = await targets.FindAsync(row, portal, target, lane, cancellationToken);
        MessageRow[] rows = [.. found.Messages.Where(message => !message.IsDeleted)];
        if (rows.Length == 0)
        {
            return found.IsLate
                ? new RowOutcome.GiveUp($"The edited message has not reached {account.NetworkName} yet.")
                : new RowOutcome.Refused($"The edited message is not on {account.NetworkName}.");
        }

        if (ids.Current(portal.Network, rows[0].Sender) != ids.Current(portal.Network, account.Account.Self))
        {
            return new RowOutcome.Refused("Only your own messages can be edited.");
        }

        var edit = new OutgoingEdit(new DeliveryId(roomEvent.EventId.Value), portal.Chat, [.. rows.Select(message => message.Message)], content);
        var version = await changes.MakeAsync(row, account, portal.Chat, () => editor.EditAsync(edit, cancellationToken), cancellationToken);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished(
        [
            .. rows.Select(message => MessageTable.SetVersion(portal.Network, portal.Chat, message.Message, message.Part, version)),
            EditTable.Insert(roomEvent.EventId.Value, portal.Network, portal.Chat, rows[0].EventId),
        ]);
    }
}
