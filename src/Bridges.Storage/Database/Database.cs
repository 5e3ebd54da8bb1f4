using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Bridges.Storage;

/// <summary>
/// The host's database. Writes of many callers share commits: what is queued while one commit runs goes into the next.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly IDatabaseEngine _engine;
    private readonly GroupCommit _commits;
    private bool _isClosed;

    private Database(IDatabaseEngine engine, TimeProvider time, ILogger logger)
    {
        _engine = engine;
        _commits = new GroupCommit(engine, time, logger);
    }

    /// <summary>Opens a database, alone, and brings its tables up to date.</summary>
    /// <exception cref="StorageException">It cannot be used; the message says why and what to do.</exception>
    public static async Task<Database> OpenAsync(
        DatabaseOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var engine = options.Kind == DatabaseKind.Sqlite ? Sqlite(options) : PostgreSql(options, time);
        try
        {
            await engine.LockAsync(cancellationToken);
            await Migrations.ApplyAsync(engine, options.Kind, cancellationToken);
            return new Database(engine, time, loggers.CreateLogger<Database>());
        }
        catch (Exception exception) when (engine.Translate(exception) is { } translated)
        {
            await engine.DisposeAsync();
            throw translated;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Carries out statements, all or none, and completes when they are on disk. A cancelled call may still be carried out.
    /// </summary>
    /// <returns>How many rows each statement changed.</returns>
    /// <exception cref="StorageException">
    /// They were not carried out; where it is transient, they may have been all the same: the connection can break after the commit.
    /// </exception>
    public ValueTask<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default) =>
        WriteAsync(new PendingWrite(() => statements), cancellationToken);

    /// <summary>
    /// Carries out statements with the next commit that somebody else needs, or after a moment: what a crash in between takes away must be
    /// done again by whoever wrote it.
    /// </summary>
    /// <inheritdoc cref="WriteAsync(IReadOnlyList{Statement}, CancellationToken)"/>
    public ValueTask<int[]> WriteLaterAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken = default) =>
        WriteAsync(new PendingWrite(() => statements) { CanWait = true }, cancellationToken);

    /// <summary>Has what waits for another commit written now.</summary>
    public void Hurry() => _ = HurryAsync();

    /// <summary>Reads rows, one by one, as they were at one moment.</summary>
    /// <exception cref="StorageException">They cannot be read.</exception>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isClosed))
        {
            throw new StorageException("The database is closed.", isTransient: false);
        }

        try
        {
            return await _engine.QueryAsync(read, sql, parameters, cancellationToken);
        }
        catch (Exception exception) when (_engine.Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Reads the first row; null where there is none.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public async Task<T?> QueryFirstAsync<T>(
        Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
        where T : class
    {
        var rows = await QueryAsync(read, sql, parameters, cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Bytes that it takes on disk.</summary>
    /// <exception cref="StorageException">It cannot be asked.</exception>
    public async Task<long> SizeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.SizeAsync(cancellationToken);
        }
        catch (Exception exception) when (_engine.Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Writes what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        if (!Interlocked.Exchange(ref _isClosed, true))
        {
            await _engine.DisposeAsync();
        }
    }

    // Apart from each other, so that only the driver that is used is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IDatabaseEngine Sqlite(DatabaseOptions options) => new SqliteEngine(options.Target);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IDatabaseEngine PostgreSql(DatabaseOptions options, TimeProvider time) => new PostgreSqlEngine(options.Target, time);

    private async Task HurryAsync()
    {
        try
        {
            await WriteAsync([]);
        }
        catch (StorageException)
        {
            // Those whose writes wait hear of it.
        }
    }

    internal async ValueTask<int[]> WriteAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        await _commits.AddAsync(write, cancellationToken);
        return await write.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Told on the writing loop when it can be read what became of the writes in doubt.</summary>
    internal Action? DoubtEnded
    {
        set => _commits.DoubtEnded = value;
    }
}
