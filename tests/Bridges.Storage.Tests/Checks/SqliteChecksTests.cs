using Bridges.Storage.Tests.Beds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Storage.Tests.Checks;

public sealed class SqliteChecksTests : IDisposable
{
    private readonly SqliteBed _bed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatabaseOptions Options => DatabaseOptions.Parse($"sqlite:{_bed.Path}");

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task Database_that_is_not_there_yet_is_in_order_and_is_not_made()
    {
        Assert.Equal([new DatabaseDiagnosis($"database sqlite:{_bed.Path} will be made at the first start")], await CheckAsync());
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_bed.Path)!));
    }

    [Fact]
    public async Task Missing_folder_is_told_with_the_command_that_makes_it()
    {
        var options = DatabaseOptions.Parse($"sqlite:{Path.Combine(_bed.Path, "missing", "b.db")}");

        var finding = Assert.Single(await DatabaseChecks.CheckAsync(options, Cancellation));

        Assert.Equal($"mkdir -p {Path.Combine(_bed.Path, "missing")}", finding.Mend);
    }

    [Fact]
    public async Task Sound_database_is_in_order_and_left_as_it_is()
    {
        await (await OpenAsync()).DisposeAsync();
        var before = await File.ReadAllBytesAsync(_bed.Path, Cancellation);

        Assert.Equal([new DatabaseDiagnosis($"database sqlite:{_bed.Path}")], await CheckAsync());

        Assert.Equal(before, await File.ReadAllBytesAsync(_bed.Path, Cancellation));
    }

    [Fact]
    public async Task Running_host_is_no_fault_and_goes_on()
    {
        await using var database = await OpenAsync();

        Assert.Equal([new DatabaseDiagnosis($"database sqlite:{_bed.Path} is in use by the running host", Cause: DatabaseCause.InUse)], await CheckAsync());

        await database.WriteAsync([SettingTable.Set("a", "b")], Cancellation);
    }

    [Fact]
    public async Task Damaged_file_is_told()
    {
        await File.WriteAllBytesAsync(_bed.Path, new byte[10_000].Select((_, index) => (byte)(index * 7)).ToArray(), Cancellation);
        Protect();

        Assert.Contains("damaged", Assert.Single(await CheckAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_that_was_damaged_is_found()
    {
        await using (var database = await OpenAsync())
        {
            await database.WriteAsync([.. Enumerable.Range(0, 2000).Select(number => SettingTable.Set($"{number:00000}", "value"))], Cancellation);
        }

        await using (var file = new FileStream(_bed.Path, FileMode.Open))
        {
            file.Position = file.Length - 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0x5A, 4096).ToArray(), Cancellation);
        }

        Assert.Contains("damaged", Assert.Single(await CheckAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_schema_is_told()
    {
        await (await OpenAsync()).DisposeAsync();
        await _bed.ExecuteAsync("UPDATE schema_version SET version = 9000");

        var finding = Assert.Single(await CheckAsync());

        Assert.Contains("schema version 9000", finding.Problem, StringComparison.Ordinal);
        Assert.NotNull(finding.Mend);
    }

    [Fact]
    public async Task File_that_others_can_read_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await (await OpenAsync()).DisposeAsync();
        File.SetUnixFileMode(_bed.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Assert.Contains(await CheckAsync(), finding => finding.Mend == $"chmod 600 {_bed.Path}*");
    }

    [Theory]
    [InlineData("ext4", 1L << 40, null)]
    [InlineData("ext4", 100L << 20, "Only 100 MB are free")]
    [InlineData("nfs4", 1L << 40, "network file system (nfs4)")]
    [InlineData("cifs", 1L << 40, "network file system (cifs)")]
    public void Disk_must_be_local_and_have_room(string fileSystem, long free, string? problem)
    {
        var finding = new SqlitePlace(_bed.Path, "database").JudgeDisk(fileSystem, free);

        Assert.Equal(problem is null, finding is null);
        Assert.Contains(problem ?? "", finding?.Problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_closed_to_this_user_is_told_as_another_user_s()
    {
        var place = new SqlitePlace(_bed.Path, "database");

        Assert.Equal(
            new DatabaseDiagnosis("database", $"Nothing can be written in the folder {Path.GetDirectoryName(_bed.Path)}: Denied.", $"chown USER {Path.GetDirectoryName(_bed.Path)}", DatabaseCause.OfAnotherUser),
            place.JudgeRefusal(new UnauthorizedAccessException("Denied.")));
    }

    private Task<IReadOnlyList<DatabaseDiagnosis>> CheckAsync() => DatabaseChecks.CheckAsync(Options, Cancellation);

    private Task<Database> OpenAsync() => Database.OpenAsync(Options, TimeProvider.System, NullLoggerFactory.Instance, Cancellation);

    private void Protect()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_bed.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
