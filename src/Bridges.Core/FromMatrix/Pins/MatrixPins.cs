using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Pins;

/// <summary>Pins and unpins on the network what a Matrix user pinned or unpinned in the room. What is no message there stays a matter of the room.</summary>
internal sealed class MatrixPins(SenderAccounts accounts, MessageTable messages, PinTable pins, Changes changes)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var wanted = new HashSet<RemoteMessageId>();
        foreach (var pinned in PinnedEvents.Read(roomEvent.Content).Pinned)
        {
            var rows = await messages.ByEventAsync(pinned.Value, cancellationToken);
            if (rows.FirstOrDefault(message => message.Network == portal.Network && message.Chat == portal.Chat && !message.IsDeleted) is { } message)
            {
                wanted.Add(message.Message);
            }
        }

        var there = (await pins.OfChatAsync(portal.Network, portal.Chat, cancellationToken)).ToHashSet();
        if (wanted.SetEquals(there))
        {
            return RowOutcome.Nothing;
        }

        var account = await accounts.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        if (account.Account is not IPinsMessages pinning)
        {
            return new RowOutcome.Refused($"Messages cannot be pinned on {account.NetworkName} from here.");
        }

        var writes = new List<Statement>();
        try
        {
            foreach (var message in wanted.Except(there))
            {
                await SetAsync(row, account, pinning, portal, roomEvent, message, isPinned: true, cancellationToken);
                writes.Add(PinTable.Insert(new MessageKey(portal.Network, portal.Chat, message)));
            }

            foreach (var message in there.Except(wanted))
            {
                await SetAsync(row, account, pinning, portal, roomEvent, message, isPinned: false, cancellationToken);
                writes.Add(PinTable.Remove(new MessageKey(portal.Network, portal.Chat, message)));
            }
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return new RowOutcome.Refused(refusal.Message);
        }

        return new RowOutcome.Finished(writes);
    }

    private Task<bool> SetAsync(
        JournalRow row, RunningAccount account, IPinsMessages pinning, PortalRow portal, MatrixEvent roomEvent, RemoteMessageId message, bool isPinned, CancellationToken cancellationToken) =>
        changes.MakeAsync(
            row, account, portal.Chat,
            async () =>
            {
                await pinning.PinAsync(new OutgoingPin(new DeliveryId(roomEvent.EventId.Value), portal.Chat, message, isPinned), cancellationToken);
                return true;
            },
            cancellationToken);
}
