using System.Buffers.Binary;
using Bridges.TestBeds;
using Microsoft.Data.Sqlite;

namespace Bridges.Storage.Tests.Beds;

/// <summary>SQLite files in a folder of their own.</summary>
public sealed class SqliteBed : ITestEngine
{
    // https://sqlite.org/fileformat2.html#the_write_ahead_log
    private const int LogHeader = 32;
    private const int FrameHeader = 24;
    private const int PageSizeOffset = 8;
    private const int PagesAfterCommitOffset = 4;

    private readonly TempFolder _folder = TempFolder.Create("sqlite");

    /// <summary>The file of the one database.</summary>
    public string Path => _folder.Combine("bridges.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<DatabaseOptions> NewDatabaseAsync(CancellationToken cancellationToken) => Task.FromResult(DatabaseOptions.Parse($"sqlite:{Path}"));

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancellation);
    }

    public async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    /// <summary>Of all tables, and as long as the log is not begun anew.</summary>
    public async Task<long> CountCommitsAsync()
    {
        await using var file = new FileStream(Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var log = new byte[file.Length];
        await file.ReadExactlyAsync(log, Cancellation);
        var frame = FrameHeader + BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(PageSizeOffset));
        var commits = 0;
        for (var offset = LogHeader; offset + frame <= log.Length; offset += frame)
        {
            commits += BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(offset + PagesAfterCommitOffset)) > 0 ? 1 : 0;
        }

        return commits;
    }

    public async Task FillDiskAsync(Database database) => await database.WriteAsync([new("PRAGMA max_page_count = 1")], Cancellation);

    public async Task FreeDiskAsync(Database database) => await database.WriteAsync([new("PRAGMA max_page_count = 1000000")], Cancellation);

    public void Dispose() => _folder.Dispose();
}
