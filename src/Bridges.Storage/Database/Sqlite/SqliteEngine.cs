using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Bridges.Storage;

/// <summary>SQLite in write-ahead mode; a commit is on disk when it returns (<c>synchronous = FULL</c>).</summary>
internal sealed class SqliteEngine(string path) : IDatabaseEngine
{
    // Deleted payloads are overwritten, and the log that held them is not kept large.
    private const string Settings = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = ON;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA journal_size_limit = 67108864;
        """;

    // There are as many readers as queries ever ran at once, and what is asked for often is kept elsewhere: a few pages each, in KiB.
    private const string ReaderSettings = "PRAGMA cache_size = -128;";

    private readonly string _path = Path.GetFullPath(path);
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private SqliteWriter? _writer;
    private HostLockFile? _lock;
    private bool _isClosed;

    private SqliteWriter Writer => _writer ??= OpenWriter();

    public async Task LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _lock = await HostLockFile.TakeAsync(_path, $"the database {_path}", cancellationToken);
        CreateForOwnerOnly();
        await RefuseForeignTablesAsync(cancellationToken);
        _writer = OpenWriter();
    }

    public async Task<int[]> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        var writer = Writer;
        try
        {
            return writer.Write(statements);
        }
        finally
        {
            if (writer.IsBroken)
            {
                // The next write opens another.
                _writer = null;
                await writer.DisposeAsync();
            }
        }
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Func<DbDataReader, T> read, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        if (!_readers.TryTake(out var session))
        {
            session = OpenReader();
        }

        var isSound = false;
        try
        {
            var rows = new List<T>();
            await using var reader = session.Prepare(sql, parameters).ExecuteReader();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Add(read(reader));
            }

            isSound = true;
            return rows;
        }
        finally
        {
            await KeepAsync(session, isSound);
        }
    }

    public Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken)
    {
        Writer.Write(sql);
        return Task.CompletedTask;
    }

    public Task<long> SizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new[] { _path, _path + "-wal" }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length));

    public StorageException? Translate(Exception exception) => SqliteFailures.Translate(exception, _path);

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isClosed, true);
        await CloseReadersAsync();
        await (_writer?.DisposeAsync() ?? ValueTask.CompletedTask);
        _lock?.Dispose();
    }

    /// <summary>Before the settings, which stay with a file.</summary>
    private async Task RefuseForeignTablesAsync(CancellationToken cancellationToken)
    {
        await using var session = SqliteSession.Open(_path, SqliteOpenMode.ReadWrite);
        ForeignTables.Refuse(_path, await session.Prepare(ForeignTables.InSqlite, []).TextsAsync(cancellationToken));
    }

    private SqliteSession OpenReader()
    {
        var reader = SqliteSession.Open(_path, SqliteOpenMode.ReadWrite);
        reader.Execute(ReaderSettings);
        return reader;
    }

    private SqliteWriter OpenWriter()
    {
        var session = SqliteSession.Open(_path, SqliteOpenMode.ReadWrite);
        session.Execute(Settings);
        session.Define(SourceHash.SqliteName, SourceHash.Of);
        session.Define(EventBytes.SqliteName, EventBytes.Of);
        return new SqliteWriter(session);
    }

    private async ValueTask KeepAsync(SqliteSession session, bool isSound)
    {
        if (!isSound)
        {
            await session.DisposeAsync();
            return;
        }

        _readers.Add(session);
        if (Volatile.Read(ref _isClosed))
        {
            await CloseReadersAsync();
        }
    }

    private async ValueTask CloseReadersAsync()
    {
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }
    }

    /// <summary>SQLite itself would let the whole machine read a new file; its other files take over the rights of this one.</summary>
    private void CreateForOwnerOnly()
    {
        if (!File.Exists(_path))
        {
            new FileStream(_path, OwnerOnly.ToWrite(FileMode.CreateNew)).Dispose();
        }
    }
}
