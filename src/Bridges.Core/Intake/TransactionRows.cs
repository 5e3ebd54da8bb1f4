using System.Text.Json;
using Bridges.Core.IncomingEvents;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Intake;

/// <summary>Makes rows of a transaction, each for the lane of its room: events that concern the bridge, what cannot be read, receipts.</summary>
internal sealed class TransactionRows(PortalRegistry portals, EventRows events, UnreadableRows unreadable, EventFilter filter)
{
    public async Task<List<NewJournalRow>> OfAsync(AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        var rows = new List<NewJournalRow>();
        foreach (var entry in transaction.Events)
        {
            if (entry.Event is not { } roomEvent)
            {
                if (await unreadable.OfAsync(entry, cancellationToken) is { } row)
                {
                    rows.Add(row);
                }
            }
            else if (filter.Concerns(roomEvent))
            {
                rows.Add(await events.OfAsync(roomEvent, cancellationToken));
            }
        }

        foreach (var receipts in transaction.Ephemeral.OfType<ReceiptEvent>())
        {
            await AddReceiptsAsync(rows, receipts, cancellationToken);
        }

        return rows;
    }

    private async Task AddReceiptsAsync(List<NewJournalRow> rows, ReceiptEvent receipts, CancellationToken cancellationToken)
    {
        if (await portals.ByRoomAsync(receipts.Room, cancellationToken) is null)
        {
            return;
        }

        foreach (var receipt in receipts.Receipts.Where(receipt => filter.MayAct(receipt.User)))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(
                new JournaledReceipt(EventTypes.Receipt, receipt.User.Value, receipt.Event.Value), JournaledReceiptJson.Default.JournaledReceipt);
            rows.Add(await events.InRoomAsync(receipts.Room, receipt.User, sourceKey: null, json, eventId: null, cancellationToken));
        }
    }
}
