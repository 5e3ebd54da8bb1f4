using System.Security.Cryptography;
using System.Text.Json;
using Bridges.Core.Ephemeral;
using Bridges.Core.Ghosts;
using Bridges.Core.IncomingEvents;
using Bridges.Core.JournalRows;
using Bridges.Core.MissedEvents;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Intake;

/// <summary>Puts what the homeserver sends into the journal, each event into the lane of its room.</summary>
internal sealed class TransactionIntake(
    Journal journal, PortalRegistry portals, EventRows eventRows, UnreadableRows unreadable, EventFilter filter, MissedEventSearch missed, GhostIds ids, GhostTable ghosts,
    MatrixTypingNotices typing, CoreOptions options) : IApplicationService
{
    public async Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await missed.BeforeTransactionAsync(transactionId, transaction, cancellationToken);
            await TakeAsync(transactionId, transaction, cancellationToken);
        }
        catch
        {
            // The homeserver's end may be the reason, or what it makes of our failure.
            missed.Suspect();
            throw;
        }

        ShowTyping(transaction);
    }

    public void SuspectLoss() => missed.Suspect();

    private async Task TakeAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
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
                rows.Add(await eventRows.OfAsync(roomEvent, cancellationToken));
            }
        }

        foreach (var ephemeral in transaction.Ephemeral)
        {
            await AddReceiptsAsync(rows, ephemeral, cancellationToken);
        }

        // Rows that are known again by themselves need no transaction to be known by.
        await journal.AppendAsync(rows, rows.Any(row => row.SourceKey is null) ? KeyOf(transactionId, rows) : null, cancellationToken);
    }

    /// <summary>
    /// The id alone does not name a transaction: Synapse on SQLite counts from one again after a restart. Events are known
    /// again by their own ids besides.
    /// </summary>
    private static string KeyOf(string transactionId, List<NewJournalRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(row.Payload.Span);
        }

        return $"{transactionId}/{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    public async Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken) =>
        user == options.Bot
        || (ids.TryParse(user, out var network, out var remote) && await ghosts.FindAsync(network, remote, cancellationToken) is { IsRegistered: true });

    private async Task AddReceiptsAsync(List<NewJournalRow> rows, EphemeralEvent ephemeral, CancellationToken cancellationToken)
    {
        if (ephemeral is not ReceiptEvent receipts || await portals.ByRoomAsync(receipts.Room, cancellationToken) is null)
        {
            return;
        }

        foreach (var receipt in receipts.Receipts.Where(receipt => filter.MayAct(receipt.User)))
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(
                new JournaledReceipt(EventTypes.Receipt, receipt.User.Value, receipt.Event.Value), JournaledReceiptJson.Default.JournaledReceipt);
            rows.Add(await eventRows.InRoomAsync(receipts.Room, receipt.User, sourceKey: null, json, eventId: null, cancellationToken));
        }
    }

    private void ShowTyping(AppServiceTransaction transaction)
    {
        foreach (var notice in transaction.Ephemeral.OfType<TypingEvent>())
        {
            typing.Show(notice.Room, [.. notice.Users.Where(filter.MayAct)]);
        }
    }
}
