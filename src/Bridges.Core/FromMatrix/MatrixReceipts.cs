using Bridges.Abstractions;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Tells the network what a Matrix user has read.</summary>
internal sealed class MatrixReceipts(PortalRegistry portals, SenderAccounts senders, ReadPositions positions, MessageTable messages, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, JournaledReceipt receipt, LaneContext lane, CancellationToken cancellationToken)
    {
        if (row.RoomId is not { } room
            || await portals.ByRoomAsync(new RoomId(room), cancellationToken) is not { } portal
            || await senders.FindAsync(portal, new UserId(receipt.User), cancellationToken) is not { Account: ISendsReadReceipts account })
        {
            return RowOutcome.Nothing;
        }

        await lane.SettleAsync();
        if (EventId.TryParse(receipt.EventId, out var read) && await positions.UpToAsync(row, portal, read, cancellationToken) is { } upTo)
        {
            try
            {
                await ModuleCalls.RunAsync(
                    () => account.MarkReadAsync(portal.Chat, upTo, cancellationToken), ModulePatience.Receipt, time, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The next receipt says more; nothing waits for this one.
            }

            if (await messages.ByRemoteAsync(portal.Network, portal.Chat, upTo, cancellationToken) is [.., var last])
            {
                // The time of what is to vanish after it was read begins.
                return new RowOutcome.Finished([TimerTable.Read(last, time.GetUtcNow().ToUnixTimeMilliseconds())]);
            }
        }

        return RowOutcome.Nothing;
    }
}
