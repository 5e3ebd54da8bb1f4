using Bridges.Chaos.Tests.Disasters;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;
using Microsoft.Data.Sqlite;

namespace Bridges.Chaos.Tests.Databases;

/// <summary>
/// A SQLite file on a disk of its own (tmpfs) that can truly be full. Mounting needs root, or the namespaces that
/// <c>scripts/offline</c> makes; without them the file lies in an ordinary folder, and no disk is ever full.
/// </summary>
internal sealed class SqliteOnSmallDisk : IChaosDatabase
{
    private readonly TempFolder _folder = TempFolder.Create("disk");
    private bool _isMounted;

    private SqliteOnSmallDisk()
    {
    }

    public string Setting => $"sqlite:{File}";

    public IReadOnlyList<IDisaster> Disasters =>
        _isMounted ? [new DatabaseHeld(this), new DiskFull(this)] : [new DatabaseHeld(this)];

    private string File => _folder.Combine("bridges.db");

    private string Filler => _folder.Combine("filler");

    public static async Task<SqliteOnSmallDisk> MakeAsync(Story story)
    {
        var database = new SqliteOnSmallDisk();
        try
        {
            await ChildProcess.RunAsync(new ProgramToRun("mount", ["-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", database._folder.Path]));
            database._isMounted = true;
        }
        catch (InvalidOperationException refused)
        {
            story.Tell($"this machine mounts no disks for us, so none will be full: {refused.Message}");
        }

        return database;
    }

    public async Task HoldAsync(TimeSpan duration)
    {
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction(deferred: false);
        await Task.Delay(duration);
        await held.RollbackAsync();
    }

    public async Task FillDiskAsync()
    {
        await using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var chunk = new byte[1 << 20]; chunk.Length > 0; chunk = new byte[chunk.Length / 2])
        {
            Fill(filler, chunk);
        }
    }

    public Task FreeDiskAsync()
    {
        System.IO.File.Delete(Filler);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await Rows.ReadAsync(command);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await ChildProcess.RunAsync(new ProgramToRun("umount", ["--lazy", _folder.Path]));
        }

        _folder.Dispose();
    }

    private static void Fill(FileStream filler, byte[] chunk)
    {
        try
        {
            while (true)
            {
                filler.Write(chunk);
            }
        }
        catch (IOException)
        {
            // No more of this size; smaller ones may fit.
        }
    }
}
