using System.Globalization;
using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds;
using Microsoft.Data.Sqlite;

namespace Bridges.Host.Tests.Keeping;

/// <summary>
/// A database and a data folder as the first version left them (schema 1, Keeping/Schema1) are taken over. The files were
/// written out by hand after that version's tables, key and journal.
/// </summary>
public sealed class UpgradeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_rooms_and_waiting_messages_of_the_first_version_are_taken_over()
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{echo: true}}");
        var ghost = host.Homeserver.UserId("_bridges_sample_friend-1");
        var alice = host.Homeserver.AddUser("alice");
        var room = host.Homeserver.AddRoom(host.Homeserver.BotUserId, ghost, alice).Id;
        await PutAsync(host, room, host.Homeserver.AddRoom(host.Homeserver.BotUserId, alice).Id);
        var session = host.Folder.Combine("data/sample/session");

        host.Start();
        await host.WaitUntilReadyAsync();

        // The echo shows that the network has it: the account was opened with the old key, and the old room is the chat's.
        await host.Homeserver.Sent.WaitForAsync(
            "the echo", sent => sent.RoomId == room && sent.Sender == ghost && sent.Body == "written before the upgrade", Patience, Cancellation);
        var retried = await RunAsync(host, "dead-letters", "retry", "3");
        Assert.True(retried.ExitCode == ExitCode.Success, retried.Text);
        await host.Homeserver.Sent.WaitForAsync(
            "the other echo", sent => sent.RoomId == room && sent.Sender == ghost && sent.Body == "given up before the upgrade", Patience, Cancellation);
        Assert.Contains("connected", (await RunAsync(host, "accounts")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Written on sample (message in-1)", (await RunAsync(host, "trace", "$delivered")).Text, StringComparison.Ordinal);
        Assert.Equal("engine's own", await File.ReadAllTextAsync(session, Cancellation));
        var doctor = (await RunAsync(host, "doctor")).Text;
        Assert.True(doctor.Contains("  ok   key file opens the database", StringComparison.Ordinal), doctor);
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(RunningHost host, params string[] arguments)
    {
        var (exitCode, output, error) = await Cli.Terminal.RunAsync([.. arguments, "--config", host.ConfigurationFile]);
        return (exitCode, output + error);
    }

    /// <summary>Lays the old version's files where its host had them.</summary>
    private static async Task PutAsync(RunningHost host, string room, string managementRoom)
    {
        var source = RepositoryRoot.Combine("tests", "Bridges.Host.Tests", "Keeping", "Schema1");
        var key = host.Folder.Combine("bridges.key");
        File.Copy(Path.Combine(source, "bridges.key"), key);
        OwnerOnly(key);
        Directory.CreateDirectory(host.Folder.Combine("data/sample"));
        await File.WriteAllTextAsync(host.Folder.Combine("data/sample/session"), "engine's own", Cancellation);
        var sql = (await File.ReadAllTextAsync(Path.Combine(source, "database.sql"), Cancellation))
            .Replace("{room}", room, StringComparison.Ordinal)
            .Replace("{management_room}", managementRoom, StringComparison.Ordinal)
            .Replace("{now}", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var connection = new SqliteConnection($"Data Source={host.Folder.Combine("bridges.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
        OwnerOnly(host.Folder.Combine("bridges.db"));
    }

    private static void OwnerOnly(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
