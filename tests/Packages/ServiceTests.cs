using Bridges.TestBeds.Synapse;

namespace Bridges.Packages.Tests;

/// <summary>The package's service under systemd, with the engines of all three networks.</summary>
public sealed class ServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_shut_in_with_every_engine_comes_again_after_a_crash_and_ends_when_told_to()
    {
        await using var machine = await ServiceMachine.StartAsync();
        var bridge = new InstalledBridge(machine, "bridges", "/etc/bridges");
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = InstalledBridge.ServerName }, Cancellation);
        await using var alice = await bridge.InitializeAsync(synapse, InstalledBridge.EnableNetworks, Cancellation);

        await machine.SucceedAsync("systemctl", "start", "bridges");
        await InstalledBridge.AskAsync(alice, Cancellation);

        var process = (await machine.SucceedAsync("systemctl", "show", "--property=MainPID", "--value", "bridges")).Trim();
        var status = await machine.SucceedAsync("cat", $"/proc/{process}/status");
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        Assert.Contains("CapBnd:\t0000000000000000", status, StringComparison.Ordinal);
        foreach (var engine in new[] { "telegram", "whatsapp", "signal" })
        {
            await machine.WaitForAsync($"Engine {engine} is ready", "journalctl", "--unit=bridges", "--no-pager");
        }

        await machine.SucceedAsync("systemctl", "reload", "bridges");
        await machine.WaitForAsync("The configuration was read again", "journalctl", "--unit=bridges", "--no-pager");
        await machine.SucceedAsync("systemctl", "kill", "--signal=KILL", "bridges");
        await machine.WaitForAsync("NRestarts=1", "systemctl", "show", "--property=NRestarts", "bridges");
        await InstalledBridge.AskAsync(alice, Cancellation);

        await machine.SucceedAsync("systemctl", "stop", "bridges");
        Assert.Equal("Result=success", (await machine.SucceedAsync("systemctl", "show", "--property=Result", "bridges")).Trim());
    }
}
