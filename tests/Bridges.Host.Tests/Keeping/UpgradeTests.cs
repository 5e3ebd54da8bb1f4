using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Keeping;

/// <summary>
/// What the hosts of earlier commits left on disk when they were killed is taken over: their own configuration, key, registrations, database and data
/// folder (Keeping/Earlier says which they were and what had happened).
/// </summary>
public sealed class UpgradeTests
{
    private const string Management = "!stub1:hs.test";
    private const string Portal = "!stub2:hs.test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("schema1-sqlite")]
    [InlineData("schema1-postgresql")]
    [InlineData("schema11-sqlite")]
    [InlineData("schema21-sqlite")]
    [InlineData("schema22-sqlite")]
    public async Task Accounts_rooms_and_waiting_messages_of_an_earlier_version_are_taken_over(string left)
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync();
        var homeserver = host.Homeserver;
        var alice = homeserver.AddUser("alice");
        var ghost = homeserver.UserId("_bridges_sample_friend-1");
        Assert.Equal(Management, homeserver.AddRoom(alice, homeserver.BotUserId).Id);
        Assert.Equal(Portal, homeserver.AddRoom(homeserver.BotUserId, ghost, alice).Id);
        await new EarlierHost(left).PutAsync(host, modules.Directory);

        host.Start();
        await host.WaitUntilReadyAsync();

        // What came from the network and was not told yet, and what was written and not sent yet: in the old room, from the old account.
        await HearAsync(host, ghost, "told again after the upgrade");
        await HearAsync(host, ghost, "waiting before the upgrade");
        await homeserver.PushAsync([StubEvents.Text(Portal, alice, "written after the upgrade")], transactionId: null, Cancellation);
        await HearAsync(host, ghost, "written after the upgrade");
        Assert.Equal([Management, Portal], homeserver.Rooms.Select(room => room.Id).Order(StringComparer.Ordinal));
        // Which shows that the key opens what was sealed with it.
        Assert.Contains("connected", (await RunAsync(host, "accounts")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("not logged in", (await RunAsync(host, "dead-letters")).Text, StringComparison.Ordinal);
        Assert.Contains("sample", (await RunAsync(host, "trace", "$delivered")).Text, StringComparison.Ordinal);
        Assert.Equal("engine's own", await File.ReadAllTextAsync(host.Folder.Combine("data/sample/session"), Cancellation));
    }

    private static Task HearAsync(RunningHost host, string ghost, string words) => host.Homeserver.Sent.WaitForAsync(
        $"'{words}'", sent => sent.RoomId == Portal && sent.Sender == ghost && sent.Body == words, Patience, Cancellation);

    private static async Task<(int ExitCode, string Text)> RunAsync(RunningHost host, params string[] arguments)
    {
        var (exitCode, output, error) = await Cli.Terminal.RunAsync([.. arguments, "--config", host.ConfigurationFile]);
        return (exitCode, output + error);
    }
}
