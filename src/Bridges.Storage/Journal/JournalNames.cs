namespace Bridges.Storage;

/// <summary>
/// Lanes, networks and rooms, which stand once for all rows of the journal that bear them, by number. The numbers of the newest are kept in
/// memory, so that a row need not look for them; what is kept is on disk. All but what is asynchronous is called on the writing loop, in the
/// order of commits.
/// </summary>
internal sealed class JournalNames
{
    private const int MostKept = 20_000;

    private const string NewestSql = "SELECT number, name FROM names ORDER BY number DESC LIMIT $1";
    private const string InsertSql = "INSERT INTO names (number, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private const string RemoveUnusedSql = """
        DELETE FROM names WHERE number IN (SELECT number FROM names EXCEPT SELECT lane FROM journal EXCEPT SELECT network FROM journal EXCEPT SELECT room FROM journal)
        """;

    private readonly Database _database;
    private readonly Dictionary<string, long> _kept = new(StringComparer.Ordinal);
    private long _last;

    private JournalNames(Database database) => _database = database;

    public static async Task<JournalNames> OpenAsync(Database database, CancellationToken cancellationToken)
    {
        var names = new JournalNames(database);
        await names.ReadAsync(cancellationToken);
        return names;
    }

    /// <summary>Null where it is not in memory: whoever needs it asks the table.</summary>
    public long? NumberOf(string name) => _kept.TryGetValue(name, out var number) ? number : null;

    /// <summary>Numbers for those that are not in memory. Those that are in the table all the same keep the ones that they have.</summary>
    public IReadOnlyList<NumberedName> Missing(IEnumerable<string> names) =>
        [.. names.Where(name => !_kept.ContainsKey(name)).Distinct(StringComparer.Ordinal).Select(name => new NumberedName(++_last, name))];

    public static Statement Insert(NumberedName name) => new(InsertSql, name.Number, name.Name);

    /// <param name="counts">How many rows the insert of each changed: none where it was in the table.</param>
    public void Inserted(IReadOnlyList<NumberedName> names, ReadOnlySpan<int> counts)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (counts[i] > 0)
            {
                Keep(names[i]);
            }
        }
    }

    /// <summary>Removes those that no row bears any more. Goes through the whole journal.</summary>
    public async Task RemoveUnusedAsync(CancellationToken cancellationToken)
    {
        // Those that come behind it in the same commit must know nothing of before; nor may what those before it put into memory stay.
        await _database.WriteAsync(new PendingWrite(RemoveUnused) { Committed = _ => _kept.Clear() }, cancellationToken);
        await ReadAsync(cancellationToken);
    }

    private Statement[] RemoveUnused()
    {
        _kept.Clear();
        return [new(RemoveUnusedSql)];
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var newest = await _database.QueryAsync(static reader => new NumberedName(reader.GetInt64(0), reader.GetString(1)), NewestSql, [(long)MostKept], cancellationToken);
        await _database.WriteAsync(new PendingWrite(() => Keep(newest)), cancellationToken);
    }

    private Statement[] Keep(IReadOnlyList<NumberedName> newest)
    {
        foreach (var name in newest)
        {
            Keep(name);
        }

        return [];
    }

    private void Keep(NumberedName name)
    {
        _last = Math.Max(_last, name.Number);
        if (_kept.Count < MostKept)
        {
            _kept[name.Name] = name.Number;
        }
    }
}
