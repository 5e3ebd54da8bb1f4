using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Storage;

/// <summary>
/// Copies a whole database into an empty one, of either kind, and compares the two row by row afterwards. The source is read as it
/// is at one moment and stays as it is.
/// </summary>
public static class DatabaseCopy
{
    private const string VersionTable = "schema_version";

    /// <returns>Each table with its number of rows.</returns>
    /// <exception cref="StorageException">The source is of another version, the target is not empty, or the two differ at the end.</exception>
    public static async Task<IReadOnlyList<(string Table, long Rows)>> RunAsync(DatabaseOptions from, DatabaseOptions to, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        // Makes its tables, and sees to it that no host uses it.
        await (await Database.OpenAsync(to, timeProvider, NullLoggerFactory.Instance, cancellationToken)).DisposeAsync();
        await using var source = await CopyEnd.OpenAsync(from, isSource: true, cancellationToken);
        await using var target = await CopyEnd.OpenAsync(to, isSource: false, cancellationToken);
        var version = await source.CountAsync(VersionTable, "COALESCE(MAX(version), 0)", cancellationToken);
        if (version != Migrations.Newest(from.Kind))
        {
            throw new StorageException($"The database {from} has schema version {version}; this Bridges copies version {Migrations.Newest(from.Kind)} only. Start it once with that database, or use the Bridges that it belongs to.", isTransient: false);
        }

        var tables = (await target.TablesAsync(cancellationToken)).Where(table => table != VersionTable).ToArray();
        foreach (var table in tables)
        {
            if (await target.CountAsync(table, "COUNT(*)", cancellationToken) > 0)
            {
                throw new StorageException($"The database {to} is not empty: its table {table} has rows. Name an empty one.", isTransient: false);
            }
        }

        var copied = new List<(string, long)>();
        foreach (var table in tables)
        {
            var columns = await target.ColumnsAsync(table, cancellationToken);
            var read = await CopyAsync(source, target, table, columns, cancellationToken);
            var written = await SumAsync(target, table, columns, cancellationToken);
            if (read != written)
            {
                throw new StorageException($"The table {table} has other rows in {to} than in {from} after it was copied ({written.Rows} and {read.Rows}). Nothing was kept.", isTransient: false);
            }

            copied.Add((table, read.Rows));
        }

        await target.CommitAsync(cancellationToken);
        return copied;
    }

    private static async Task<RowSum> CopyAsync(CopyEnd source, CopyEnd target, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var sum = new RowSum(0, 0);
        await foreach (var row in source.ReadAsync(table, columns, cancellationToken))
        {
            sum = sum.With(row);
            await target.InsertAsync(table, columns, row, cancellationToken);
        }

        return sum;
    }

    private static async Task<RowSum> SumAsync(CopyEnd end, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var sum = new RowSum(0, 0);
        await foreach (var row in end.ReadAsync(table, columns, cancellationToken))
        {
            sum = sum.With(row);
        }

        return sum;
    }
}
