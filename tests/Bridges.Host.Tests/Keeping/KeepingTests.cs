using System.Formats.Tar;
using System.IO.Compression;
using Bridges.Abstractions;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Host.Tests.Keeping;

/// <summary>Backup, restore and moving from one database to another, through the command line.</summary>
public sealed class KeepingTests : IAsyncLifetime
{
    private SampleHost _sample = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task A_backup_of_a_running_bridge_brings_back_its_accounts_and_files()
    {
        var dead = await _sample.SendUndeliverableAsync();
        var folder = _sample.Host.Folder;
        folder.Write("data/sample/session", "engine's own");
        var file = folder.Combine("backup.tar.gz");

        var (exitCode, text) = await _sample.RunAsync("backup", file, "--with-key");
        Assert.True(exitCode == ExitCode.Success, text);
        Assert.Equal(ExitCode.Failure, (await _sample.RunAsync("restore", file)).ExitCode);

        await _sample.Host.StopAsync();
        Directory.Delete(folder.Combine("data"), recursive: true);
        foreach (var gone in Directory.GetFiles(folder.Path, "bridges.*"))
        {
            File.Delete(gone);
        }

        (exitCode, text) = await _sample.RunAsync("restore", file);
        Assert.True(exitCode == ExitCode.Success, text);
        Assert.Equal("engine's own", await File.ReadAllTextAsync(folder.Combine("data/sample/session"), Cancellation));
        Assert.True(RestoredFolder.Is(folder.Combine("data/sample")));
        Assert.Contains(SampleHost.Alice, (await _sample.RunAsync("accounts")).Text, StringComparison.Ordinal);
        Assert.Contains($"\n{dead} ", (await _sample.RunAsync("dead-letters")).Text, StringComparison.Ordinal);
        Assert.Contains("  ok   key file opens the database", (await _sample.RunAsync("doctor")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_where_a_backup_cannot_lie_is_told_with_its_mend()
    {
        var folder = _sample.Host.Folder;
        var there = folder.Write("there.tar.gz", "precious");

        Assert.Equal((ExitCode.Failure, $"{there} exists and is left as it is. Name another file."), await SayAsync("backup", there));
        Assert.Equal((ExitCode.Failure, $"The folder {folder.Combine("none")} does not exist: mkdir -p -m 700 {folder.Combine("none")}"), await SayAsync("backup", folder.Combine("none/b.tar.gz")));
        Assert.Equal((ExitCode.Failure, $"{folder.Path} is a folder. Name a file in it: {folder.Combine("bridges.tar.gz")}"), await SayAsync("backup", folder.Path));
        await _sample.Host.StopAsync();
        Assert.Equal((ExitCode.Failure, $"There is no file {folder.Combine("none.tar.gz")}. Name one that 'bridges backup' wrote."), await SayAsync("restore", folder.Combine("none.tar.gz")));
        Assert.Equal("precious", await File.ReadAllTextAsync(there, Cancellation));
    }

    [Fact]
    public async Task Without_being_asked_for_the_key_stays_out()
    {
        var file = _sample.Host.Folder.Combine("backup.tar.gz");
        await _sample.RunAsync("backup", file);

        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await using var tar = new TarReader(packed);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: Cancellation) is { } entry)
        {
            names.Add(entry.Name);
        }

        Assert.Contains("database.sqlite", names);
        Assert.DoesNotContain("bridges.key", names);
    }

    [Fact]
    public async Task A_backup_that_leads_out_of_its_folder_writes_nothing_there()
    {
        await _sample.Host.StopAsync();
        var folder = _sample.Host.Folder;
        var file = folder.Combine("evil.tar.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionMode.Compress))
        await using (var tar = new TarWriter(packed))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "data/../../escaped") { DataStream = new MemoryStream("x"u8.ToArray()) }, Cancellation);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "data/link") { LinkName = "/etc" }, Cancellation);
        }

        var (exitCode, text) = await _sample.RunAsync("restore", file);

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Contains("it has no database in it", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("../escaped")));
        Assert.False(File.Exists(folder.Combine("escaped")));
        Assert.False(Path.Exists(folder.Combine("data/link")));
    }

    [Fact]
    public async Task A_database_moves_to_PostgreSQL_and_back_with_every_row()
    {
        var dead = await _sample.SendUndeliverableAsync();
        Assert.Equal(ExitCode.Failure, (await _sample.RunAsync("db", "copy", "--to", "sqlite:other.db")).ExitCode);
        await _sample.Host.StopAsync();
        var server = await PostgresServer.SharedAsync();
        var address = $"postgres://bridges@127.0.0.1:{server.Port}/{await NewDatabaseAsync(server.Port)}";

        var (exitCode, text) = await _sample.RunAsync("db", "copy", "--to", address);
        Assert.True(exitCode == ExitCode.Success, text);
        Assert.Contains("accounts: 1 rows, the same in both", text, StringComparison.Ordinal);
        Assert.Contains("is not empty", (await _sample.RunAsync("db", "copy", "--to", address)).Text, StringComparison.Ordinal);

        Configure($"database: {address}");
        Assert.Contains($"\n{dead} ", (await _sample.RunAsync("dead-letters")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, (await _sample.RunAsync("db", "copy", "--to", $"sqlite:{_sample.Host.Folder.Combine("back.db")}")).ExitCode);
        Configure("database: sqlite:back.db");
        Assert.Contains($"\n{dead} ", (await _sample.RunAsync("dead-letters")).Text, StringComparison.Ordinal);
        Assert.Contains(SampleHost.Alice, (await _sample.RunAsync("accounts")).Text, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Text)> SayAsync(params string[] command)
    {
        var (exitCode, text) = await _sample.RunAsync(command);
        return (exitCode, text.Trim());
    }

    private void Configure(string database) => File.WriteAllText(
        _sample.Host.ConfigurationFile,
        string.Join('\n', File.ReadAllLines(_sample.Host.ConfigurationFile).Where(line => !line.StartsWith("database:", StringComparison.Ordinal)).Append(database)));

    private static async Task<string> NewDatabaseAsync(int port)
    {
        var name = $"copied_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=bridges;Database=postgres;Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return name;
    }
}
