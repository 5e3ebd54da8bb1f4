using Bridges.TestBeds;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Synapse;

namespace Bridges.Packages.Tests;

/// <summary>The way of an admin with an installed bridge, beside a real Synapse: init, doctor, run, a message.</summary>
internal sealed class InstalledBridge(CleanDebian debian, string program, string folder)
{
    private const string ServerName = "hs.test";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string Configuration => $"{folder}/config.yaml";

    public async Task GoTheWholeWayAsync(string bundledFfmpeg, CancellationToken cancellation)
    {
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, cancellation);
        await using var alice = await synapse.RegisterUserAsync("alice", "secret", cancellation);
        await debian.SucceedAsync(
            program, "init", "--yes", "--output", folder, "--homeserver-url", synapse.Url.ToString(), "--server-name", ServerName,
            "--admin", alice.UserId, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        EnableTelegram(debian.PathOf(Configuration));
        synapse.UseRegistrations(debian.PathOf($"{folder}/registration/bridges.yaml"), debian.PathOf($"{folder}/registration/bridges-double-puppet.yaml"));
        await synapse.RestartAsync(cancellation);

        var doctor = await debian.SucceedAsync(program, "doctor", "--config", Configuration);
        Assert.Contains("media worker starts", doctor, StringComparison.Ordinal);
        Assert.Contains($"ffmpeg {bundledFfmpeg}: ffmpeg version", doctor, StringComparison.Ordinal);
        Assert.Contains("module telegram loads", doctor, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", doctor, StringComparison.Ordinal);

        await using var host = await debian.StartAsync(program, "run", "--config", Configuration);
        var room = await alice.CreateDirectRoomAsync($"@bridges:{ServerName}", cancellation);
        await alice.WaitForJoinAsync(room, $"@bridges:{ServerName}", cancellation: cancellation);
        await alice.SendTextAsync(room, "help", cancellation);
        await alice.WaitForMessageAsync(room, "login", Patience, cancellation);
        Assert.Equal(0, await host.StopAsync(Signal.Terminate, Patience));
    }

    private static void EnableTelegram(string file)
    {
        var text = File.ReadAllText(file);
        Assert.Contains("\nnetworks:\n", text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(
            "\nnetworks:\n", "\nnetworks:\n  telegram:\n    enabled: true\n    api_id: 1\n    api_hash: 0123456789abcdef0123456789abcdef\n", StringComparison.Ordinal));
    }
}
