using Bridges.Host.Configuration;
using Bridges.Host.Tests.Cli;
using Bridges.TestBeds;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;

namespace Bridges.Host.Tests.Modules;

/// <summary>A module that knows the contract alone, put into its folder and named in the configuration, bridges.</summary>
public sealed class ThirdPartyModuleTests
{
    private const string ServerName = "hs.test";
    private const string Bot = "@bridges:" + ServerName;

    [Fact]
    public async Task A_module_that_was_dropped_in_carries_messages_both_ways()
    {
        using var modules = new InstalledModules().Install();
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        var port = Ports.Free();
        await Terminal.RunAsync(
            "init", "--yes", "--output", folder.Path, "--homeserver-url", $"http://127.0.0.1:{port}", "--server-name", ServerName, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        var config = folder.Combine("config.yaml");
        await EnableSampleAsync(config, modules.Directory, cancellation);
        await using var synapse = await SynapseServer.StartAsync(
            new SynapseOptions { ServerName = ServerName, Port = port, Registrations = [folder.Combine("registration/bridges.yaml"), folder.Combine("registration/bridges-double-puppet.yaml")] },
            cancellation);
        await using var alice = await synapse.RegisterUserAsync("alice", "secret", cancellation);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = HostRun.RunAsync(ConfigurationFile.Load(config, new Dictionary<string, string>()), HostTiming.Default, stop.Token);
        await LogInAsync(alice, cancellation);
        var invite = await alice.WaitForInviteAsync(cancellation: cancellation);
        await alice.JoinAsync(invite.RoomId, cancellation);
        await alice.WaitForMessageAsync(invite.RoomId, "message 2", cancellation: cancellation);
        await alice.SendTextAsync(invite.RoomId, "is anybody there?", cancellation);
        await alice.WaitForMessageAsync(invite.RoomId, "is anybody there?", cancellation: cancellation);
        var (_, accounts, _) = await Terminal.RunAsync("accounts", "list", "--config", config);
        await stop.CancelAsync();

        Assert.Matches("sample +alice +alice +@alice:hs.test +connected", accounts);
        Assert.Equal(ExitCode.Success, await run);
    }

    private static async Task LogInAsync(MatrixTestUser alice, CancellationToken cancellation)
    {
        var room = await alice.CreateDirectRoomAsync(Bot, cancellation);
        await alice.WaitForJoinAsync(room, Bot, cancellation: cancellation);
        await alice.SendTextAsync(room, "login sample", cancellation);
        await alice.WaitForMessageAsync(room, "Who are you?", cancellation: cancellation);
        await alice.SendTextAsync(room, "alice", cancellation);
    }

    private static async Task EnableSampleAsync(string config, string modules, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(config, cancellation);
        text = text.Replace("networks:\n", "networks:\n  sample: {echo: true, chats: 1, messages_in_each: 2}\n", StringComparison.Ordinal)
            .Replace("# modules_directory: /opt/bridges/modules", $"modules_directory: {modules}", StringComparison.Ordinal)
            .Replace("level: information", "level: error", StringComparison.Ordinal);
        await File.WriteAllTextAsync(config, text, cancellation);
    }
}
