using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>
/// What came in and is not finished, in order. A row is in the journal before whoever sent it hears "got it", and leaves
/// the list of pending rows in the same commit that notes what became of it.
/// </summary>
public sealed class Journal
{
    private const string Columns =
        "journal.id, lane, direction, network, source_key, payload, state, attempts, next_attempt_at, handed_over_at, reason, room_id, event_id, created_at, finished_at, attempt_log";

    // Nothing is inserted where the transaction was seen before; the casts tell PostgreSQL the type of a null.
    private const string InsertSql = """
        INSERT INTO journal (id, lane, direction, network, source_key, state, attempts, room_id, event_id, created_at)
        SELECT $1, $2, $3, $4, CAST($5 AS TEXT), 0, 0, CAST($6 AS TEXT), CAST($7 AS TEXT), $8
        WHERE NOT EXISTS (SELECT 1 FROM transactions WHERE id = CAST($9 AS TEXT))
        ON CONFLICT DO NOTHING
        """;

    // The end of a row takes its payload along: a trigger does that.
    private const string InsertPayloadSql = "INSERT INTO payloads (id, payload) SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM journal WHERE id = $1)";
    private const string From = "FROM journal LEFT JOIN payloads ON payloads.id = journal.id";

    private const string InsertTransactionSql = "INSERT INTO transactions (id, received_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private const string DoneSql = "UPDATE journal SET state = 3, reason = NULL, finished_at = $2 WHERE id = $1";
    private const string HandingOverSql = "UPDATE journal SET state = 1, handed_over_at = $2 WHERE id = $1";

    // Kept short: of what is tried for days, the latest tell.
    private const string Logged = "attempt_log = (CASE WHEN LENGTH(attempt_log) > 4000 THEN SUBSTR(attempt_log, 2000) ELSE COALESCE(attempt_log, '') END) ||";
    private const string RetrySql = $"UPDATE journal SET state = $5, attempts = $2, next_attempt_at = $3, reason = $4, {Logged} $6 WHERE id = $1";
    private const string DeadSql = "UPDATE journal SET state = 2, reason = $2, finished_at = $3 WHERE id = $1";
    private const string ReviveSql = $"UPDATE journal SET state = 0, attempts = 0, next_attempt_at = NULL, created_at = $2, finished_at = NULL, {Logged} $3 WHERE id = $1 AND state = 2";
    private const string MoveSql = "UPDATE journal SET lane = $2 WHERE id = $1 AND state < 2";
    private const string RefusedSql = "UPDATE journal SET state = 3, reason = $2, finished_at = $3 WHERE id = $1";

    // The reason stays: by it, what was dropped is not taken for what was delivered.
    private const string DropSql = "UPDATE journal SET state = 3, finished_at = $2 WHERE id = $1 AND state = 2";
    private const string DropAllSql = "UPDATE journal SET state = 3, finished_at = $1 WHERE state = 2 AND finished_at < $2";
    private const string PruneJournalSql = "DELETE FROM journal WHERE id > $1 AND id <= $2 AND state = 3 AND finished_at < $3";
    private const string PruneTransactionsSql = "DELETE FROM transactions WHERE id IN (SELECT id FROM transactions WHERE received_at < $1 ORDER BY received_at LIMIT $2)";

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _lanesInDoubt = new(StringComparer.Ordinal);
    private readonly SecretBox? _seal;
    private long _lastId;
    private long _prunedUpTo;

    private Journal(Database database, TimeProvider time, SecretBox? seal, long lastId)
    {
        _database = database;
        _time = time;
        _seal = seal;
        _lastId = lastId;
        database.DoubtEnded = EndDoubt;
    }

    /// <summary>Told of each row right after the commit that brought it, in order, on the writing loop: must be quick.</summary>
    public Action<JournalRow>? Appended { get; set; }

    /// <summary>
    /// Told of a lane that may hold rows which <see cref="Appended"/> was not told of: dead ones that were brought back, or
    /// new ones, where a connection was lost in the middle of a commit, and whoever appended them was told that it failed. By the time of the call the lane shows what became
    /// of them; no row of a later commit has been told of before. On the writing loop, like <see cref="Appended"/>.
    /// </summary>
    public Action<string>? Missed { get; set; }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="seal">What contents are sealed with at rest; null: they stand in clear.</param>
    public static async Task<Journal> OpenAsync(Database database, TimeProvider time, CancellationToken cancellationToken, SecretBox? seal = null)
    {
        var last = await database.QueryAsync(reader => reader.LongOrNull(0) ?? 0, "SELECT MAX(id) FROM journal", [], cancellationToken);
        return new Journal(database, time, seal, last[0]);
    }

    /// <summary>
    /// Appends rows; when it completes they are on disk. Rows that were there before are left out; so are all of them
    /// where the transaction was.
    /// </summary>
    /// <param name="transactionId">The homeserver's transaction that brought them, noted in the same commit; null where none did.</param>
    /// <returns>The rows that were added.</returns>
    /// <exception cref="StorageException">
    /// They are not on disk. Where it is transient some connection may have been lost after the commit: append them again,
    /// under the same keys, and they are there once.
    /// </exception>
    public async ValueTask<IReadOnlyList<JournalRow>> AppendAsync(
        IReadOnlyList<NewJournalRow> rows, string? transactionId, CancellationToken cancellationToken)
    {
        if (rows.Count == 0 && transactionId is null)
        {
            return [];
        }

        var appended = new JournalRow[rows.Count];
        var added = new List<JournalRow>(rows.Count);
        await _database.WriteAsync(
            new PendingWrite(() => Prepare(rows, transactionId, appended))
            {
                Committed = counts => Announce(appended, counts, added),
                Doubted = () => Doubt(appended),
            },
            cancellationToken);
        return added;
    }

    public static Statement Done(long id, long now) => new(DoneSql, id, now);

    public static Statement HandingOver(long id, long now) => new(HandingOverSql, id, now);

    /// <param name="state">Queued, or still handing over where the network may have carried it out.</param>
    public static Statement Retry(long id, int attempts, long now, long nextAttemptAt, string reason, JournalState state = JournalState.Queued) =>
        new(RetrySql, id, (long)attempts, nextAttemptAt, reason, (long)state, JournalAttempt.Line(now, reason));

    /// <summary>
    /// Puts pending rows into other lanes, which are told of it. When it completes, that is on disk.
    /// </summary>
    public async Task MoveAsync(IReadOnlyList<(long Row, string Lane)> moves, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return;
        }

        await _database.WriteAsync(
            new PendingWrite(() => [.. moves.Select(move => new Statement(MoveSql, move.Row, move.Lane))])
            {
                Committed = _ => AnnounceMissed(moves.Select(move => move.Lane).Distinct(StringComparer.Ordinal)),
            },
            cancellationToken);
    }

    /// <summary>Finished without having been delivered, and without anything that could be tried again.</summary>
    public static Statement Refused(long id, string reason, long now) => new(RefusedSql, id, reason, now);

    public static Statement Dead(long id, string reason, long now) => new(DeadSql, id, reason, now);

    /// <summary>The lanes that have pending rows, those with the oldest first.</summary>
    public Task<IReadOnlyList<string>> PendingLanesAsync(CancellationToken cancellationToken) =>
        _database.QueryAsync(reader => reader.GetString(0), "SELECT lane FROM journal WHERE state < 2 GROUP BY lane ORDER BY MIN(id)", [], cancellationToken);

    /// <summary>The lanes in which something came in since a time, Unix milliseconds: the latest first. Only the newest rows are looked at.</summary>
    public Task<IReadOnlyList<string>> ActiveLanesAsync(long since, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(
            reader => reader.GetString(0),
            """
            SELECT lane FROM (SELECT id, lane, created_at FROM journal ORDER BY id DESC LIMIT 2000) AS newest
            WHERE created_at >= $1 GROUP BY lane ORDER BY MAX(id) DESC LIMIT $2
            """,
            [since, (long)limit], cancellationToken);

    /// <summary>A lane's pending rows behind an id, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> ReadLaneAsync(string lane, long afterId, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(Read, $"SELECT {Columns} {From} WHERE lane = $1 AND journal.id > $2 AND state < 2 ORDER BY journal.id LIMIT $3", [lane, afterId, (long)limit], cancellationToken);

    /// <summary>The pending rows of a direction behind an id, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> PendingAsync(JournalDirection direction, long afterId, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(
            Read, $"SELECT {Columns} {From} WHERE state < 2 AND direction = $1 AND journal.id > $2 ORDER BY journal.id LIMIT $3", [(long)direction, afterId, (long)limit], cancellationToken);

    /// <summary>The row of a network's event, in whatever state.</summary>
    public Task<JournalRow?> FindBySourceAsync(NetworkId network, string sourceKey, CancellationToken cancellationToken) =>
        _database.QueryFirstAsync(Read, $"SELECT {Columns} {From} WHERE network = $1 AND source_key = $2", [network.Value, sourceKey], cancellationToken);

    /// <summary>The dead rows behind an id, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> DeadAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(Read, $"SELECT {Columns} {From} WHERE state = 2 AND journal.id > $1 ORDER BY journal.id LIMIT $2", [afterId, (long)limit], cancellationToken);

    /// <summary>How many are dead, and when the last of them was given up: Unix milliseconds.</summary>
    internal async Task<(int Count, long Newest)> CountDeadAsync(CancellationToken cancellationToken) => (await _database.QueryAsync(
        static reader => ((int)reader.GetInt64(0), reader.GetInt64(1)),
        "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(MAX(finished_at), 0) AS BIGINT) FROM journal WHERE state = 2", [], cancellationToken))[0];

    /// <summary>The newest row about a Matrix event, in whatever state.</summary>
    public Task<JournalRow?> FindByEventAsync(string eventId, CancellationToken cancellationToken) =>
        _database.QueryFirstAsync(Read, $"SELECT {Columns} {From} WHERE source_key = $1 ORDER BY journal.id DESC LIMIT 1", [KeyOfEvent(eventId)], cancellationToken);

    /// <summary>The rows whose source keys end so, whatever their chat: the newest first. Goes through the whole journal, so it is for people who ask, not for messages.</summary>
    public async Task<IReadOnlyList<JournalRow>> FindBySourceEndAsync(string end, int limit, CancellationToken cancellationToken) =>
    [
        // LIKE is not exact about letters on SQLite.
        .. (await _database.QueryAsync(
            Read, $@"SELECT {Columns} {From} WHERE source_key LIKE $1 ESCAPE '\' ORDER BY journal.id DESC LIMIT $2",
            ["%" + end.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal), (long)limit], cancellationToken))
            .Where(row => row.SourceKey!.EndsWith(end, StringComparison.Ordinal)),
    ];

    public Task<JournalRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        _database.QueryFirstAsync(Read, $"SELECT {Columns} {From} WHERE journal.id = $1", [id], cancellationToken);

    public async Task<JournalDepth> DepthAsync(CancellationToken cancellationToken) => new(await _database.QueryAsync(
        reader => new JournalDepth.Part(
            new NetworkId(reader.GetString(0)), (JournalDirection)reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.LongOrNull(4)),
        """
        SELECT network, direction,
               CAST(SUM(CASE WHEN state < 2 THEN 1 ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN state = 2 THEN 1 ELSE 0 END) AS BIGINT),
               MIN(CASE WHEN state < 2 THEN created_at END)
        FROM (SELECT network, direction, state, created_at FROM journal WHERE state < 2 UNION ALL SELECT network, direction, state, created_at FROM journal WHERE state = 2) AS unfinished
        GROUP BY network, direction
        """,
        [], cancellationToken));

    /// <summary>Brings dead rows back, to their old places and with their time to live begun anew, and tells their lanes.</summary>
    /// <returns>How many were dead until then.</returns>
    internal async Task<int> ReviveAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var counts = await _database.WriteAsync(
            new PendingWrite(() => [.. rows.Select(row => new Statement(ReviveSql, row.Id, Now, JournalAttempt.Line(Now, JournalAttempt.BroughtBack)))])
            {
                Committed = _ => AnnounceMissed(rows.Select(row => row.Lane).Distinct(StringComparer.Ordinal)),
            },
            cancellationToken);
        return counts.Sum();
    }

    /// <summary>Gives a dead row up for good, and removes its content.</summary>
    internal async Task<bool> DropAsync(long id, CancellationToken cancellationToken) =>
        (await _database.WriteAsync([new Statement(DropSql, id, Now)], cancellationToken: cancellationToken))[0] > 0;

    /// <summary>
    /// Goes through a slice of the oldest rows and forgets those that were finished before a time, and a slice of the transactions
    /// received before it.
    /// </summary>
    /// <returns>Whether there is more to go through.</returns>
    public async Task<bool> PruneAsync(long doneBefore, int limit, CancellationToken cancellationToken)
    {
        // Ids grow with time: what came in later than that was not finished before it.
        var after = _prunedUpTo;
        var slice = await _database.QueryAsync(
            reader => reader.GetInt64(0), "SELECT id FROM journal WHERE id > $1 AND created_at < $2 ORDER BY id LIMIT $3", [after, doneBefore, (long)limit], cancellationToken);
        var statements = new List<Statement> { new(PruneTransactionsSql, doneBefore, (long)limit) };
        if (slice.Count > 0)
        {
            statements.Add(new(PruneJournalSql, after, slice[^1], doneBefore));
        }

        var counts = await _database.WriteAsync(statements, cancellationToken: cancellationToken);
        _prunedUpTo = slice.Count == limit ? slice[^1] : 0;
        return slice.Count == limit || counts[0] == limit;
    }

    /// <summary>Gives up for good, with their contents, those that are dead since before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DropDeadAsync(long deadBefore, CancellationToken cancellationToken) =>
        (await _database.WriteAsync([new Statement(DropAllSql, Now, deadBefore)], cancellationToken: cancellationToken))[0];

    /// <summary>The source key of a Matrix event: by it, it is known again and found.</summary>
    public static string KeyOfEvent(string eventId) => $"e:{eventId}";

    private static Statement Insert(JournalRow row, string? transactionId) => new(
        InsertSql, row.Id, row.Lane, (long)row.Direction, row.Network.Value, row.SourceKey, row.RoomId, StoredEventId(row), row.CreatedAt, transactionId);

    /// <summary>Not where the source key says it already.</summary>
    private static string? StoredEventId(JournalRow row) => row is { EventId: { } id, SourceKey: { } key } && key == KeyOfEvent(id) ? null : row.EventId;

    private Statement InsertPayload(JournalRow row) => new(
        InsertPayloadSql, row.Id, _seal is null ? row.Payload : _seal.Seal(row.Payload.Span, ContextOf(row.Id)));

    private static string ContextOf(long id) => $"journal/{id}";

    private static string? EventOf(string? sourceKey) =>
        sourceKey?.StartsWith("e:", StringComparison.Ordinal) == true ? sourceKey["e:".Length..] : null;

    /// <summary>Empty where it cannot be opened: the row then ends with whatever can be done without its content.</summary>
    private ReadOnlyMemory<byte> Open(long id, ReadOnlyMemory<byte> stored)
    {
        if (_seal is null || !SecretBox.IsSealed(stored.Span))
        {
            return stored;
        }

        try
        {
            return _seal.Open(stored.Span, ContextOf(id));
        }
        catch (StorageException)
        {
            return default;
        }
    }

    private JournalRow Read(DbDataReader reader) => new()
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
        EventId = reader.TextOrNull(12) ?? EventOf(reader.TextOrNull(4)),
        CreatedAt = reader.GetInt64(13),
        FinishedAt = reader.LongOrNull(14),
        Log = JournalAttempt.Read(reader.TextOrNull(15)),
    };

    /// <summary>Numbers rows on the writing loop, so that the order of ids is the order of commits.</summary>
    private List<Statement> Prepare(IReadOnlyList<NewJournalRow> rows, string? transactionId, JournalRow[] appended)
    {
        var statements = new List<Statement>((2 * rows.Count) + 1);
        for (var i = 0; i < rows.Count; i++)
        {
            appended[i] = Number(rows[i]);
            statements.Add(Insert(appended[i], transactionId));
        }

        if (transactionId is not null)
        {
            statements.Add(new Statement(InsertTransactionSql, transactionId, Now));
        }

        // Behind the rows, whose counts tell which of them are new.
        statements.AddRange(appended.Select(InsertPayload));
        return statements;
    }

    private JournalRow Number(NewJournalRow row) => new()
    {
        Id = ++_lastId,
        Lane = row.Lane,
        Direction = row.Direction,
        Network = row.Network,
        SourceKey = row.SourceKey,
        Payload = row.Payload,
        RoomId = row.RoomId,
        EventId = row.EventId,
        CreatedAt = Now,
    };

    private void Announce(JournalRow[] appended, int[] counts, List<JournalRow> added)
    {
        for (var i = 0; i < appended.Length; i++)
        {
            if (counts[i] > 0)
            {
                added.Add(appended[i]);
            }
        }

        // Only now: a listener that fails must not take rows from the caller's answer.
        foreach (var row in added)
        {
            Appended?.Invoke(row);
        }
    }

    private void Doubt(JournalRow[] appended)
    {
        foreach (var row in appended)
        {
            _lanesInDoubt.Add(row.Lane);
        }
    }

    private void EndDoubt()
    {
        var lanes = _lanesInDoubt.ToArray();
        _lanesInDoubt.Clear();
        AnnounceMissed(lanes);
    }

    private void AnnounceMissed(IEnumerable<string> lanes)
    {
        foreach (var lane in lanes)
        {
            Missed?.Invoke(lane);
        }
    }
}
