using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>How the journal's rows lie in its tables: a row, and its content apart, which goes with the row's end.</summary>
/// <param name="seal">What contents are sealed with; null: they stand in clear.</param>
internal sealed class StoredRows(SecretBox? seal)
{
    public const string Columns =
        "journal.id, lane, direction, network, source_key, payload, state, attempts, next_attempt_at, handed_over_at, reason, room_id, event_id, created_at, finished_at, attempt_log";

    public const string From = "FROM journal LEFT JOIN payloads ON payloads.id = journal.id";

    // Nothing is inserted where the transaction was seen before; the casts tell PostgreSQL the type of a null.
    private const string InsertSql = """
        INSERT INTO journal (id, lane, direction, network, source_key, state, attempts, room_id, event_id, created_at)
        SELECT $1, $2, $3, $4, CAST($5 AS TEXT), 0, 0, CAST($6 AS TEXT), CAST($7 AS TEXT), $8
        WHERE NOT EXISTS (SELECT 1 FROM transactions WHERE id = CAST($9 AS TEXT))
        ON CONFLICT DO NOTHING
        """;

    // The end of a row takes its payload along: a trigger does that.
    private const string InsertPayloadSql = "INSERT INTO payloads (id, payload) SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM journal WHERE id = $1)";

    public static Statement Insert(JournalRow row, string? transactionId) => new(
        InsertSql, row.Id, row.Lane, (long)row.Direction, row.Network.Value, row.SourceKey, row.RoomId, StoredEventId(row), row.CreatedAt, transactionId);

    public Statement InsertPayload(JournalRow row) => new(
        InsertPayloadSql, row.Id, seal is null ? row.Payload : seal.Seal(row.Payload.Span, ContextOf(row.Id)));

    public JournalRow Read(DbDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Lane = reader.GetString(1),
        Direction = (JournalDirection)reader.GetInt64(2),
        Network = new NetworkId(reader.GetString(3)),
        SourceKey = reader.TextOrNull(4),
        Payload = Open(reader.GetInt64(0), reader.Bytes(5)),
        State = (JournalState)reader.GetInt64(6),
        Attempts = (int)reader.GetInt64(7),
        NextAttemptAt = reader.LongOrNull(8),
        HandedOverAt = reader.LongOrNull(9),
        Reason = reader.TextOrNull(10),
        RoomId = reader.TextOrNull(11),
        EventId = reader.TextOrNull(12) ?? JournalKeys.EventOf(reader.TextOrNull(4)),
        CreatedAt = reader.GetInt64(13),
        FinishedAt = reader.LongOrNull(14),
        Log = JournalAttempt.Read(reader.TextOrNull(15)),
    };

    /// <summary>Not where the source key says it already.</summary>
    private static string? StoredEventId(JournalRow row) => row is { EventId: { } id, SourceKey: { } key } && key == JournalKeys.OfEvent(id) ? null : row.EventId;

    private static string ContextOf(long id) => $"journal/{id}";

    /// <summary>Empty where it cannot be opened: the row then ends with whatever can be done without its content.</summary>
    private ReadOnlyMemory<byte> Open(long id, ReadOnlyMemory<byte> stored)
    {
        if (seal is null || !SecretBox.IsSealed(stored.Span))
        {
            return stored;
        }

        try
        {
            return seal.Open(stored.Span, ContextOf(id));
        }
        catch (StorageException)
        {
            return default;
        }
    }
}
