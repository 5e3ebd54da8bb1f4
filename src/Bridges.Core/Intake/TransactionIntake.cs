using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core.Ephemeral;
using Bridges.Core.Ghosts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Intake;

/// <summary>Puts what the homeserver sends into the journal, each event into the lane of its room.</summary>
internal sealed class TransactionIntake(
    Journal journal, PortalRegistry portals, EventFilter filter, GhostIds ids, GhostTable ghosts, MatrixTypingNotices typing) : IApplicationService
{
    /// <summary>The network that rows of rooms without a portal are filed under.</summary>
    public static NetworkId NoNetwork { get; } = new("matrix");

    /// <summary>The lane of what is no event.</summary>
    public const string UnreadableLane = "unreadable";

    /// <summary>What was wrong with an entry of that lane.</summary>
    public static string WhyUnreadable(JournalRow row) =>
        Encoding.UTF8.GetString(row.Payload.Span[..Math.Max(row.Payload.Span.IndexOf((byte)'\n'), 0)]);

    public async Task ReceiveAsync(string transactionId, AppServiceTransaction transaction, CancellationToken cancellationToken)
    {
        var rows = new List<NewJournalRow>();
        foreach (var entry in transaction.Events)
        {
            if (entry.Event is not { } roomEvent)
            {
                rows.Add(Unreadable(entry));
            }
            else if (filter.Concerns(roomEvent))
            {
                rows.Add(await RowAsync(roomEvent.RoomId, $"e:{roomEvent.EventId}", roomEvent.Json, roomEvent.EventId, cancellationToken));
            }
        }

        foreach (var ephemeral in transaction.Ephemeral)
        {
            await AddReceiptsAsync(rows, ephemeral, cancellationToken);
        }

        await journal.AppendAsync(rows, KeyOf(transactionId, rows), cancellationToken);
        ShowTyping(transaction);
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

    /// <summary>
    /// Kept as it is, with the reason before it: judged once, here, since what was too long to be read must not be read later.
    /// </summary>
    private static NewJournalRow Unreadable(TransactionEvent entry) => new(
        UnreadableLane, JournalDirection.FromMatrix, NoNetwork, SourceKey: null,
        (byte[])[.. Encoding.UTF8.GetBytes($"{entry.UnreadableBecause}\n"), .. entry.Json.Span]);

    public async Task<bool> UserExistsAsync(UserId user, CancellationToken cancellationToken) =>
        ids.TryParse(user, out var network, out var remote)
        && await ghosts.FindAsync(network, remote, cancellationToken) is { IsRegistered: true };

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
            rows.Add(await RowAsync(receipts.Room, sourceKey: null, json, eventId: null, cancellationToken));
        }
    }

    private async Task<NewJournalRow> RowAsync(
        RoomId room, string? sourceKey, ReadOnlyMemory<byte> payload, EventId? eventId, CancellationToken cancellationToken)
    {
        var portal = await portals.ByRoomAsync(room, cancellationToken);
        return new NewJournalRow(
            portal is null ? LaneKey.Of(room) : LaneKey.Of(portal.Network, portal.Chat),
            JournalDirection.FromMatrix, portal?.Network ?? NoNetwork, sourceKey, payload)
        {
            EventId = eventId?.Value,
            RoomId = room.Value,
        };
    }

    private void ShowTyping(AppServiceTransaction transaction)
    {
        foreach (var notice in transaction.Ephemeral.OfType<TypingEvent>())
        {
            typing.Show(notice.Room, [.. notice.Users.Where(filter.MayAct)]);
        }
    }
}
