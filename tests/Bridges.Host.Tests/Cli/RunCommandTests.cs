using Bridges.Host.Tests.Hosting;
using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Tests.Cli;

/// <summary>Starts that cannot succeed: one sentence, one exit code, no stack trace.</summary>
public sealed class RunCommandTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.PrepareAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_told_with_its_key()
    {
        _host.Folder.Write("taken", "a file");
        _host.Configure("data_directory: taken");

        await AssertRefusedAsync(ExitCode.Configuration, ": data_directory: the folder ", "taken cannot be made: ");
    }

    [Fact]
    public async Task A_data_directory_below_a_file_is_told_with_its_key()
    {
        _host.Folder.Write("taken", "a file");
        _host.Configure("data_directory: taken/data");

        await AssertRefusedAsync(ExitCode.Configuration, ": data_directory: the folder ", "taken/data cannot be made: ");
    }

    [Fact]
    public async Task A_key_file_that_cannot_be_made_is_told()
    {
        _host.Configure("secrets: {key_file: missing/folder/bridges.key}");

        await AssertRefusedAsync(ExitCode.Database, "The key file ", "missing/folder/bridges.key cannot be used: ");
    }

    [Fact]
    public async Task A_key_file_that_is_a_folder_is_told()
    {
        Directory.CreateDirectory(_host.Folder.Combine("bridges.key"));

        await AssertRefusedAsync(ExitCode.Database, "The key file ", "bridges.key cannot be used: ");
    }

    [Fact]
    public async Task A_key_file_without_a_key_is_told()
    {
        _host.Folder.Write("bridges.key", "no key");

        await AssertRefusedAsync(ExitCode.Database, "The key file ", "bridges.key must hold 32 bytes in base64");
    }

    [Fact]
    public async Task A_database_of_a_newer_Bridges_is_told()
    {
        await using (var database = await Database.OpenAsync(
            DatabaseOptions.Parse($"sqlite:{_host.Folder.Combine("bridges.db")}"), TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken))
        {
            await database.WriteAsync([new Statement("UPDATE schema_version SET version = 9000", [])], TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync(ExitCode.Database, "schema version 9000", "used by a newer Bridges. Install that one");
    }

    private async Task AssertRefusedAsync(int code, params string[] words)
    {
        var (exitCode, output, error) = await Terminal.RunAsync("run", "--config", _host.ConfigurationFile);

        Assert.Equal(code, exitCode);
        Assert.Empty(output);
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.Single(error.Trim().Split('\n'));
    }
}
