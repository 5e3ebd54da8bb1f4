using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bridges.Storage;

/// <summary>
/// The host's database. Writes of many callers share commits: what is queued while one commit runs goes into the next.
/// </summary>
public sealed partial class Database : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int MaxStatementsPerCommit = 2048;

    private readonly IDatabaseEngine _engine;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Task _writing;

    private Database(IDatabaseEngine engine, ILogger logger)
    {
        _engine = engine;
        _logger = logger;
        _writing = Task.Run(WriteQueuedAsync);
    }

    /// <summary>Opens a database, alone, and brings its tables up to date.</summary>
    /// <exception cref="StorageException">It cannot be used; the message says why and what to do.</exception>
    public static async Task<Database> OpenAsync(
        DatabaseOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        IDatabaseEngine engine = options.Kind == DatabaseKind.Sqlite ? new SqliteEngine(options.Target) : new PostgreSqlEngine(options.Target);
        try
        {
            await engine.LockAsync(cancellationToken);
            await Migrations.ApplyAsync(engine, options.Kind, cancellationToken);
            return new Database(engine, loggers.CreateLogger<Database>());
        }
        catch (Exception exception)
        {
            await engine.DisposeAsync();
            throw engine.Translate(exception) ?? exception;
        }
    }

    /// <summary>
    /// Carries out statements, all or none, and completes when they are on disk. A cancelled call may still be carried out.
    /// </summary>
    /// <param name="afterCommit">Called right after the commit, in the order of commits, on the writing loop: must be quick.</param>
    /// <returns>How many rows each statement changed.</returns>
    /// <exception cref="StorageException">They were not carried out.</exception>
    public async ValueTask<int[]> WriteAsync(
        IReadOnlyList<Statement> statements, Action<int[]>? afterCommit = null, CancellationToken cancellationToken = default)
    {
        var write = new PendingWrite(statements, afterCommit);
        try
        {
            if (!_queue.Writer.TryWrite(write))
            {
                await _queue.Writer.WriteAsync(write, cancellationToken);
            }
        }
        catch (ChannelClosedException exception)
        {
            throw new StorageException("The database is closed.", isTransient: false, exception);
        }

        return await write.Completion.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Queues a write at once, without waiting for a place; for callers whose order matters.</summary>
    internal Task<int[]> Enqueue(IReadOnlyList<Statement> statements, Action<int[]> afterCommit)
    {
        var write = new PendingWrite(statements, afterCommit);
        return _queue.Writer.TryWrite(write)
            ? write.Completion.Task
            : Task.FromException<int[]>(new StorageException("The database cannot keep up.", isTransient: true));
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.QueryAsync(read, sql, parameters, cancellationToken);
        }
        catch (Exception exception) when (_engine.Translate(exception) is { } translated)
        {
            throw new StorageException(translated.Message, translated.IsTransient, exception);
        }
    }

    public async Task<T?> QueryFirstAsync<T>(
        Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
        where T : class
    {
        var rows = await QueryAsync(read, sql, parameters, cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Writes what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            await _writing;
            await _engine.DisposeAsync();
        }
    }

    private async Task WriteQueuedAsync()
    {
        var group = new List<PendingWrite>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            for (var statements = 0; statements < MaxStatementsPerCommit && _queue.Reader.TryRead(out var write); statements += write.Statements.Count)
            {
                group.Add(write);
            }

            await WriteGroupAsync(group);
        }
    }

    private async Task WriteGroupAsync(List<PendingWrite> group)
    {
        try
        {
            var counts = await _engine.WriteAsync([.. group.SelectMany(write => write.Statements)], CancellationToken.None);
            var offset = 0;
            foreach (var write in group)
            {
                Complete(write, counts.AsSpan(offset, write.Statements.Count).ToArray());
                offset += write.Statements.Count;
            }
        }
        catch (Exception exception) when (group.Count > 1)
        {
            // One bad write must not take the others with it.
            Log.GroupFailed(_logger, exception, group.Count);
            foreach (var write in group)
            {
                await WriteGroupAsync([write]);
            }
        }
        catch (Exception exception)
        {
            group[0].Completion.SetException(_engine.Translate(exception) ?? exception);
        }
    }

    private void Complete(PendingWrite write, int[] counts)
    {
        try
        {
            write.AfterCommit?.Invoke(counts);
        }
        catch (Exception exception)
        {
            Log.CallbackFailed(_logger, exception);
        }

        write.Completion.SetResult(counts);
    }

    private sealed record PendingWrite(IReadOnlyList<Statement> Statements, Action<int[]>? AfterCommit)
    {
        public TaskCompletionSource<int[]> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Writes} writes failed; they are written one by one")]
        public static partial void GroupFailed(ILogger logger, Exception exception, int writes);

        [LoggerMessage(Level = LogLevel.Error, Message = "What follows a commit failed")]
        public static partial void CallbackFailed(ILogger logger, Exception exception);
    }
}
