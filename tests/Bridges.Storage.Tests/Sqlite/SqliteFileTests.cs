using Bridges.Storage.Tests.Beds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly SqliteBed _bed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_named_in_one_sentence_with_what_to_do()
    {
        await File.WriteAllTextAsync(_bed.Path, string.Concat(Enumerable.Repeat("This is a letter. ", 500)), Cancellation);

        var failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.False(failure.IsTransient);
        Assert.Equal(
            $"The file {_bed.Path} is damaged or no SQLite database. Put a backup in its place, or move it away to begin with an empty one.", failure.Message);
    }

    [Fact]
    public void One_that_is_another_user_s_is_told_with_what_to_do()
    {
        var failure = SqliteFailures.Translate(new UnauthorizedAccessException("Access to the path is denied."), "/srv/bridges.db");

        Assert.Equal(
            "The database /srv/bridges.db cannot be opened: Access to the path is denied. Run this as the user that the bridge runs as, or give the files to that one: chown USER /srv/bridges.db*",
            failure!.Message);
    }

    [Fact]
    public async Task A_damaged_database_is_named_in_one_sentence()
    {
        await (await OpenAsync()).DisposeAsync();
        await using (var file = new FileStream(_bed.Path, FileMode.Open))
        {
            // Behind the header, so that it still looks like one.
            file.Position = 100;
            await file.WriteAsync(Enumerable.Repeat((byte)0x5A, (int)file.Length - 100).ToArray(), Cancellation);
        }

        var failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.False(failure.IsTransient);
        Assert.Contains("is damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_files_place_is_told_of()
    {
        Directory.CreateDirectory(_bed.Path);

        var failure = await Assert.ThrowsAsync<StorageException>(OpenAsync);

        Assert.Contains(_bed.Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_files()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var database = await OpenAsync();
        await database.WriteAsync([SettingTable.Set("a", "b")], Cancellation);

        foreach (var file in new[] { _bed.Path, _bed.Path + "-wal", _bed.Path + "-shm" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task The_payload_of_a_row_that_is_done_is_nowhere_in_the_file()
    {
        var secret = "a-secret-payload"u8.ToArray();
        var row = new NewJournalRow("lane", JournalDirection.FromMatrix, new("telegram"), null, Enumerable.Repeat(secret, 1000).SelectMany(bytes => bytes).ToArray());
        await using (var database = await OpenAsync())
        {
            var journal = await Journal.OpenAsync(database, TimeProvider.System, Cancellation);
            var added = await journal.AppendAsync([row], null, Cancellation);
            await database.WriteAsync([JournalSteps.Done(added[0].Id, 1)], Cancellation);
        }

        Assert.Equal(-1, (await File.ReadAllBytesAsync(_bed.Path, Cancellation)).AsSpan().IndexOf(secret));
        Assert.False(File.Exists(_bed.Path + "-wal"));
    }

    [Fact]
    public async Task Contents_that_are_sealed_stand_in_no_file_in_clear()
    {
        var secret = "a-secret-payload"u8.ToArray();
        await using var database = await OpenAsync();
        var seal = SecretBox.FromBase64(Convert.ToBase64String(new byte[32]));
        var journal = await Journal.OpenAsync(database, TimeProvider.System, Cancellation, seal);

        var added = await journal.AppendAsync([new NewJournalRow("lane", JournalDirection.FromMatrix, new("telegram"), null, secret)], null, Cancellation);

        Assert.Equal(secret, (await journal.FindAsync(added[0].Id, Cancellation))!.Payload.ToArray());
        foreach (var file in new[] { _bed.Path, _bed.Path + "-wal" })
        {
            using var copy = new MemoryStream();
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await open.CopyToAsync(copy, Cancellation);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(secret));
        }
    }

    [Fact]
    public async Task Content_that_was_sealed_with_another_key_is_empty_and_its_row_is_there()
    {
        await using var database = await OpenAsync();
        var journal = await Journal.OpenAsync(database, TimeProvider.System, Cancellation, SecretBox.FromBase64(Convert.ToBase64String(new byte[32])));
        var added = await journal.AppendAsync([new NewJournalRow("lane", JournalDirection.FromMatrix, new("telegram"), null, "text"u8.ToArray())], null, Cancellation);

        var other = await Journal.OpenAsync(database, TimeProvider.System, Cancellation, SecretBox.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)])));

        Assert.True((await other.FindAsync(added[0].Id, Cancellation))!.Payload.IsEmpty);
    }

    [Fact]
    public async Task A_lock_that_is_only_looked_at_refuses_nobody()
    {
        Task<Database> opening;
        using (new FileStream(_bed.Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            opening = OpenAsync();
            Assert.False(opening.IsCompleted);
        }

        await (await opening).DisposeAsync();
    }

    private Task<Database> OpenAsync() =>
        Database.OpenAsync(DatabaseOptions.Parse($"sqlite:{_bed.Path}"), TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
}
