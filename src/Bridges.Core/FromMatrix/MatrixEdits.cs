using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Carries an edit that a Matrix user made to the network. Making the same edit twice does no harm.</summary>
internal sealed class MatrixEdits(MessageTable messages, DeliveryReports reports, ICheckpoints checkpoints)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent roomEvent, EventId target, MessageContent content, LaneContext lane, CancellationToken cancellationToken)
    {
        if (account.Account is not IEditsMessages editor)
        {
            return new RowOutcome.GiveUp($"Messages cannot be edited on {account.NetworkName}.");
        }

        await lane.SettleAsync();
        var rows = (await messages.ByEventAsync(target.Value, cancellationToken)).Where(message => !message.IsDeleted).ToArray();
        if (rows.Length == 0 || rows[0].Chat != portal.Chat || rows[0].Network != portal.Network)
        {
            return new RowOutcome.GiveUp($"The edited message is not on {account.NetworkName}.");
        }

        if (rows[0].Sender != account.Account.Self)
        {
            return new RowOutcome.GiveUp("Only your own messages can be edited.");
        }

        var edit = new OutgoingEdit(new DeliveryId(roomEvent.EventId.Value), portal.Chat, [.. rows.Select(message => message.Message)], content);
        checkpoints.Reached(Checkpoint.ChangeHandingOver);
        var version = await editor.EditAsync(edit, cancellationToken);
        checkpoints.Reached(Checkpoint.ChangeHandedOver);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished(
            [.. rows.Select(message => MessageTable.SetVersion(portal.Network, portal.Chat, message.Message, message.Part, version))]);
    }
}
