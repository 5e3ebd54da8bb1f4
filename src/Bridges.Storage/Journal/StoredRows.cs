using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>How the journal's rows lie in its tables: a row, and its content apart, which goes with the row's end.</summary>
/// <param name="seal">What contents are sealed with; null: they stand in clear.</param>
/// <param name="names">What rows bear by number.</param>
internal sealed class StoredRows(SecretBox? seal, JournalNames names)
{
    public const string Columns = """
        journal.id, lanes.name, direction, networks.name, COALESCE(payloads.source_key, journal.source_key), payload,
        state, attempts, next_attempt_at, handed_over_at, reason, rooms.name, event_id, created_at, finished_at, attempt_log
        """;

    public const string From = """
        FROM journal
        LEFT JOIN payloads ON payloads.id = journal.id
        LEFT JOIN names AS lanes ON lanes.number = journal.lane
        LEFT JOIN names AS networks ON networks.number = journal.network
        LEFT JOIN names AS rooms ON rooms.number = journal.room
        """;

    public const string IsOfLane = $"journal.lane = {NumberOf} $1)";

    internal const string InsertSql = $"{InsertHead} CAST($7 AS BIGINT), CAST($8 AS BIGINT), CAST($9 AS BIGINT) {InsertIfNew} CAST($8 AS BIGINT))";
    private const string InsertByNameSql = $"{InsertHead} {NumberOf} $7), {NumberOf} $8), {NumberOf} CAST($9 AS TEXT)) {InsertIfNew} {NumberOf} $8))";

    // The end of a row finds its place on the page, as its beginning holds it; the casts tell PostgreSQL the type of a null.
    private const string InsertHead = """
        INSERT INTO journal (id, direction, source, event_id, state, attempts, created_at, finished_at, lane, network, room)
        SELECT $2, $3, NULLIF($1, SUBSTR($1, 1, 0)), CAST($4 AS TEXT), 0, 0, $5, $5,
        """;

    // Nothing is inserted where the transaction was seen before, or a row of the same source.
    private const string InsertIfNew = $"""
        WHERE NOT EXISTS (SELECT 1 FROM transactions WHERE id = CAST($6 AS TEXT))
          AND NOT EXISTS (SELECT 1 FROM journal WHERE {SourceHash.IsSame} AND network =
        """;

    private const string NumberOf = "(SELECT number FROM names WHERE name =";

    // The end of a row takes its payload along: a trigger does that.
    private const string InsertPayloadSql = "INSERT INTO payloads (id, payload, source_key) SELECT $1, $2, CAST($3 AS TEXT) WHERE EXISTS (SELECT 1 FROM journal WHERE id = $1)";

    /// <summary>The names that a row bears: they are numbered before it.</summary>
    public static IEnumerable<string> NamesOf(JournalRow row) => row.RoomId is { } room ? [row.Lane, row.Network.Value, room] : [row.Lane, row.Network.Value];

    public Statement Insert(JournalRow row, string? transactionId)
    {
        var (lane, network, room) = (names.NumberOf(row.Lane), names.NumberOf(row.Network.Value), row.RoomId is { } id ? names.NumberOf(id) : null);
        var areKnown = lane is not null && network is not null && room is null == row.RoomId is null;
        return areKnown ? With(InsertSql, lane, network, room) : With(InsertByNameSql, row.Lane, row.Network.Value, row.RoomId);

        Statement With(string sql, object? lane, object? network, object? room) => new(
            sql, SourceHash.Of(row.SourceKey), row.Id, (long)row.Direction, StoredEventId(row), row.CreatedAt, transactionId, lane, network, room);
    }

    public Statement InsertPayload(JournalRow row) => new(
        InsertPayloadSql, row.Id, seal is null ? row.Payload : seal.Seal(row.Payload.Span, ContextOf(row.Id)), row.SourceKey);

    /// <summary>Reads rows of a source key, which does not stand in the table any more once they are delivered.</summary>
    public Func<DbDataReader, JournalRow> ReadOf(string sourceKey) => reader => Read(reader) switch
    {
        { SourceKey: null } row => row with { SourceKey = sourceKey, EventId = row.EventId ?? JournalKeys.EventOf(sourceKey) },
        var row => row,
    };

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
        FinishedAt = reader.GetInt64(6) < (long)JournalState.Dead ? null : reader.LongOrNull(14),
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
