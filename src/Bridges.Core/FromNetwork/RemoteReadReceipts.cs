using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Shows on Matrix what people have read.</summary>
internal sealed class RemoteReadReceipts(
    MessageTable messages, RemoteTargets targets, Senders senders, DoublePuppetRegistry doublePuppets, HomeserverClients clients)
{
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemoteReadReceipt receipt, LaneContext lane, CancellationToken cancellationToken)
    {
        // What was sent here a moment ago may be read before it is noted.
        await targets.FindAsync(portal, receipt.UpTo, lane, cancellationToken);
        if (await messages.NewestUpToAsync(portal.Network, portal.Chat, receipt.UpTo, receipt.Timestamp.ToUnixTimeMilliseconds(), cancellationToken) is not { } row)
        {
            return RowOutcome.Nothing;
        }

        var sender = await senders.ForAsync(account, portal, receipt.Reader, cancellationToken);
        var (room, target) = (new RoomId(portal.RoomId!), new EventId(row.EventId));
        try
        {
            // A user's own "fully read" line moves only with their own reading.
            await (sender.Client == clients.Main
                ? sender.Client.SendReadReceiptAsync(sender.User, room, target, cancellationToken)
                : sender.Client.SetReadMarkersAsync(sender.User, room, fullyRead: target, read: target, cancellationToken));
        }
        catch (MatrixException exception) when (doublePuppets.Refused(sender, exception) || !exception.IsTransient)
        {
            // Somebody who is not in the room, or an event that was purged: a receipt is worth no more trouble.
        }

        return receipt.FromSelf
            ? new RowOutcome.Finished([TimerTable.Read(row, receipt.Timestamp.ToUnixTimeMilliseconds())])
            : RowOutcome.Nothing;
    }
}
