using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>
/// What came in and is not finished, in order. A row is in the journal before whoever sent it hears "got it", and leaves
/// the list of pending rows in the same commit that notes what became of it.
/// </summary>
public sealed class Journal
{
    private const string InsertTransactionSql = "INSERT INTO transactions (id, received_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private const string ReviveSql = $"UPDATE journal SET state = 0, attempts = 0, next_attempt_at = NULL, created_at = $2, {JournalSteps.Logged} $3 WHERE id = $1 AND state = 2";
    private const string MoveSql = "UPDATE journal SET lane = (SELECT number FROM names WHERE name = $2) WHERE id = $1 AND state < 2";
    // The reason stays: by it, what was dropped is not taken for what was delivered.
    private const string DropSql = $"UPDATE journal SET state = 3, finished_at = $2, {JournalSteps.KeepsKey} WHERE id = $1 AND state = 2";
    private const string DropAllSql = $"UPDATE journal SET state = 3, finished_at = $1, {JournalSteps.KeepsKey} WHERE state = 2 AND finished_at < $2";
    private const string PruneJournalSql = "DELETE FROM journal WHERE id > $1 AND id <= $2 AND state = 3 AND finished_at < $3";
    private const string PruneTransactionsSql = "DELETE FROM transactions WHERE id IN (SELECT id FROM transactions WHERE received_at < $1 ORDER BY received_at LIMIT $2)";

    internal const string BySourceSql = $"SELECT {StoredRows.Columns} {StoredRows.From} WHERE {SourceHash.IsSame} AND networks.name = $2";
    internal const string ByLaneSql = $"SELECT {StoredRows.Columns} {StoredRows.From} WHERE {StoredRows.IsOfLane} AND journal.id > $2 AND state < 2 ORDER BY journal.id LIMIT $3";

    private static readonly TimeSpan _namesInterval = TimeSpan.FromDays(1);

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _lanesInDoubt = new(StringComparer.Ordinal);
    private readonly StoredRows _stored;
    private readonly JournalNames _names;
    private long _lastId;
    private long _prunedUpTo;
    private long _namesRemovedAt;

    private Journal(Database database, TimeProvider time, SecretBox? seal, JournalNames names, long lastId)
    {
        _database = database;
        _time = time;
        _names = names;
        _stored = new StoredRows(seal, names);
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
        return new Journal(database, time, seal, await JournalNames.OpenAsync(database, cancellationToken), last[0]);
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
        IReadOnlyList<NumberedName> names = [];
        await _database.WriteAsync(
            new PendingWrite(() => Prepare(rows, transactionId, appended, out names))
            {
                Committed = counts =>
                {
                    _names.Inserted(names, counts);
                    Announce(appended, counts.AsSpan(names.Count), added);
                },
                Doubted = () => Doubt(appended),
            },
            cancellationToken);
        return added;
    }

    /// <summary>
    /// Puts pending rows into other lanes, which are told of it. When it completes, that is on disk.
    /// </summary>
    public async Task MoveAsync(IReadOnlyList<(long Row, string Lane)> moves, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return;
        }

        IReadOnlyList<NumberedName> names = [];
        await _database.WriteAsync(
            new PendingWrite(() =>
            {
                names = _names.Missing(moves.Select(move => move.Lane));
                return [.. names.Select(JournalNames.Insert), .. moves.Select(move => new Statement(MoveSql, move.Row, move.Lane))];
            })
            {
                Committed = counts =>
                {
                    _names.Inserted(names, counts);
                    AnnounceMissed(moves.Select(move => move.Lane).Distinct(StringComparer.Ordinal));
                },
            },
            cancellationToken);
    }

    /// <summary>The lanes that have pending rows, those with the oldest first.</summary>
    public Task<IReadOnlyList<string>> PendingLanesAsync(CancellationToken cancellationToken) =>
        _database.QueryAsync(reader => reader.GetString(0), "SELECT name FROM journal JOIN names ON number = lane WHERE state < 2 GROUP BY name ORDER BY MIN(id)", [], cancellationToken);

    /// <summary>The lanes in which something came in since a time, Unix milliseconds: the latest first. Only the newest rows are looked at.</summary>
    public Task<IReadOnlyList<string>> ActiveLanesAsync(long since, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(
            reader => reader.GetString(0),
            """
            SELECT name FROM (SELECT id, lane, created_at FROM journal ORDER BY id DESC LIMIT 2000) AS newest JOIN names ON number = lane
            WHERE created_at >= $1 GROUP BY name ORDER BY MAX(id) DESC LIMIT $2
            """,
            [since, (long)limit], cancellationToken);

    /// <summary>A lane's pending rows behind an id, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> ReadLaneAsync(string lane, long afterId, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(_stored.Read, ByLaneSql, [lane, afterId, (long)limit], cancellationToken);

    /// <summary>The pending rows of a direction behind an id, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> PendingAsync(JournalDirection direction, long afterId, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(
            _stored.Read, $"SELECT {StoredRows.Columns} {StoredRows.From} WHERE state < 2 AND direction = $1 AND journal.id > $2 ORDER BY journal.id LIMIT $3", [(long)direction, afterId, (long)limit], cancellationToken);

    /// <summary>The row of a network's event, in whatever state.</summary>
    public Task<JournalRow?> FindBySourceAsync(NetworkId network, string sourceKey, CancellationToken cancellationToken) =>
        _database.QueryFirstAsync(_stored.ReadOf(sourceKey), BySourceSql, [SourceHash.Of(sourceKey), network.Value], cancellationToken);

    /// <summary>The dead rows behind an id, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> DeadAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        _database.QueryAsync(_stored.Read, $"SELECT {StoredRows.Columns} {StoredRows.From} WHERE state = 2 AND journal.id > $1 ORDER BY journal.id LIMIT $2", [afterId, (long)limit], cancellationToken);

    /// <summary>How many are dead, and when the last of them was given up: Unix milliseconds.</summary>
    internal async Task<(int Count, long Newest)> CountDeadAsync(CancellationToken cancellationToken) => (await _database.QueryAsync(
        static reader => ((int)reader.GetInt64(0), reader.GetInt64(1)),
        "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(MAX(finished_at), 0) AS BIGINT) FROM journal WHERE state = 2", [], cancellationToken))[0];

    /// <summary>The newest row about a Matrix event, in whatever state.</summary>
    public Task<JournalRow?> FindByEventAsync(string eventId, CancellationToken cancellationToken) =>
        FindByKeyAsync(JournalKeys.OfEvent(eventId), cancellationToken);

    /// <summary>The rows whose source keys end so, whatever their chat: the newest first. Goes through the whole journal, so it is for people who ask, not for messages.</summary>
    public async Task<IReadOnlyList<JournalRow>> FindBySourceEndAsync(string end, int limit, CancellationToken cancellationToken)
    {
        // LIKE is not exact about letters on SQLite.
        var found = (await _database.QueryAsync(
            _stored.Read, $@"SELECT {StoredRows.Columns} {StoredRows.From} WHERE COALESCE(payloads.source_key, journal.source_key) LIKE $1 ESCAPE '\' ORDER BY journal.id DESC LIMIT $2",
            ["%" + end.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal), (long)limit], cancellationToken))
            .Where(row => row.SourceKey!.EndsWith(end, StringComparison.Ordinal)).ToList();

        // Keys of what was delivered are hashes: those that the lanes may have made are tried, which no room is.
        foreach (var name in await _database.QueryAsync(reader => reader.GetString(0), "SELECT name FROM names WHERE name LIKE '%/%'", [], cancellationToken))
        {
            if (await FindByKeyAsync(name + end, cancellationToken) is { } row && !found.Exists(other => other.Id == row.Id))
            {
                found.Add(row);
            }
        }

        return [.. found.OrderByDescending(row => row.Id).Take(limit)];
    }

    public Task<JournalRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        _database.QueryFirstAsync(_stored.Read, $"SELECT {StoredRows.Columns} {StoredRows.From} WHERE journal.id = $1", [id], cancellationToken);

    public async Task<JournalDepth> DepthAsync(CancellationToken cancellationToken) => new(await _database.QueryAsync(
        reader => new JournalDepth.Part(
            new NetworkId(reader.GetString(0)), (JournalDirection)reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.LongOrNull(4)),
        """
        SELECT name, direction,
               CAST(SUM(CASE WHEN state < 2 THEN 1 ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN state = 2 THEN 1 ELSE 0 END) AS BIGINT),
               MIN(CASE WHEN state < 2 THEN created_at END)
        FROM (SELECT network, direction, state, created_at FROM journal WHERE state < 2 UNION ALL SELECT network, direction, state, created_at FROM journal WHERE state = 2) AS unfinished
        JOIN names ON number = network
        GROUP BY name, direction
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
        if (_prunedUpTo == 0 && Now - _namesRemovedAt >= _namesInterval.TotalMilliseconds)
        {
            await _names.RemoveUnusedAsync(cancellationToken);
            _namesRemovedAt = Now;
        }

        return slice.Count == limit || counts[0] == limit;
    }

    /// <summary>Gives up for good, with their contents, those that are dead since before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DropDeadAsync(long deadBefore, CancellationToken cancellationToken) =>
        (await _database.WriteAsync([new Statement(DropAllSql, Now, deadBefore)], cancellationToken: cancellationToken))[0];

    /// <summary>Numbers rows on the writing loop, so that the order of ids is the order of commits.</summary>
    private List<Statement> Prepare(IReadOnlyList<NewJournalRow> rows, string? transactionId, JournalRow[] appended, out IReadOnlyList<NumberedName> names)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            appended[i] = Number(rows[i]);
        }

        names = _names.Missing(appended.SelectMany(StoredRows.NamesOf));
        List<Statement> statements = [.. names.Select(JournalNames.Insert), .. appended.Select(row => _stored.Insert(row, transactionId))];

        if (transactionId is not null)
        {
            statements.Add(new Statement(InsertTransactionSql, transactionId, Now));
        }

        // Behind the rows, whose counts tell which of them are new.
        statements.AddRange(appended.Select(_stored.InsertPayload));
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

    /// <summary>The newest row of a key, in whatever state.</summary>
    private Task<JournalRow?> FindByKeyAsync(string sourceKey, CancellationToken cancellationToken) => _database.QueryFirstAsync(
        _stored.ReadOf(sourceKey), $"SELECT {StoredRows.Columns} {StoredRows.From} WHERE {SourceHash.IsSame} ORDER BY journal.id DESC LIMIT 1", [SourceHash.Of(sourceKey)], cancellationToken);

    private void Announce(JournalRow[] appended, ReadOnlySpan<int> counts, List<JournalRow> added)
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
