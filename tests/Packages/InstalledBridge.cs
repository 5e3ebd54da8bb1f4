using Bridges.TestBeds;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;

namespace Bridges.Packages.Tests;

/// <summary>The way of an admin with an installed bridge, beside a real Synapse: init, doctor, run, a message.</summary>
internal sealed class InstalledBridge(IInstallation installation, string program, string folder)
{
    public const string ServerName = "hs.test";
    private const string NoNetworks = "\nnetworks:\n";
    private const string Telegram = "  telegram: {enabled: true, api_id: 1, api_hash: 0123456789abcdef0123456789abcdef}\n";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string Configuration => $"{folder}/config.yaml";

    /// <param name="bundledFfmpeg">Where the doctor is to find the ffmpeg that came along.</param>
    public async Task GoTheWholeWayAsync(string bundledFfmpeg, CancellationToken cancellation)
    {
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, cancellation);
        await using var alice = await InitializeAsync(synapse, EnableTelegram, cancellation);

        var doctor = await DoctorAsync(cancellation);
        Assert.Contains("media worker starts", doctor, StringComparison.Ordinal);
        Assert.Contains($"ffmpeg {bundledFfmpeg}: ffmpeg version", doctor, StringComparison.Ordinal);
        Assert.Contains("module telegram loads", doctor, StringComparison.Ordinal);
        // No test reaches Telegram's servers, and all else is in order.
        Assert.EndsWith("Telegram's servers answer", Assert.Single(doctor.Split('\n'), line => line.StartsWith("WRONG", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);

        await TalkAsync(alice, cancellation);
    }

    /// <summary>The same without networks and the doctor: the host alone.</summary>
    public async Task AnswerAsync(CancellationToken cancellation)
    {
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, cancellation);
        await using var alice = await InitializeAsync(synapse, _ => { }, cancellation);
        await TalkAsync(alice, cancellation);
    }

    /// <summary>Configures it and the homeserver for one another; nothing runs yet.</summary>
    /// <returns>A user, who is the bridge's admin.</returns>
    public async Task<MatrixTestUser> InitializeAsync(SynapseServer synapse, Action<string> configure, CancellationToken cancellation)
    {
        var alice = await synapse.RegisterUserAsync("alice", "secret", cancellation);
        await installation.SucceedAsync(
            program, "init", "--yes", "--output", folder, "--homeserver-url", synapse.Url.ToString(), "--server-name", ServerName,
            "--admin", alice.UserId, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        configure(installation.PathOf(Configuration));
        synapse.UseRegistrations(installation.PathOf($"{folder}/registration/bridges.yaml"), installation.PathOf($"{folder}/registration/bridges-double-puppet.yaml"));
        await synapse.RestartAsync(cancellation);
        return alice;
    }

    /// <summary>A user asks the bot something in a new room and is answered.</summary>
    public static async Task AskAsync(MatrixTestUser alice, CancellationToken cancellation)
    {
        var room = await alice.CreateDirectRoomAsync($"@bridges:{ServerName}", cancellation);
        await alice.WaitForJoinAsync(room, $"@bridges:{ServerName}", cancellation: cancellation);
        await alice.SendTextAsync(room, "help", cancellation);
        await alice.WaitForMessageAsync(room, "login", Patience, cancellation);
    }

    /// <summary>Enables all three networks in a configuration.</summary>
    public static void EnableNetworks(string file) => Enable(file, $"{Telegram}  whatsapp: {{enabled: true}}\n  signal: {{enabled: true}}\n");

    private async Task<string> DoctorAsync(CancellationToken cancellation)
    {
        await using var doctor = await installation.StartAsync(program, "doctor", "--config", Configuration);
        await doctor.WaitForExitAsync(cancellation);
        return doctor.Output.Text;
    }

    private static void EnableTelegram(string file) => Enable(file, Telegram);

    private static void Enable(string file, string networks)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(NoNetworks, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(NoNetworks, NoNetworks + networks, StringComparison.Ordinal));
    }

    private async Task TalkAsync(MatrixTestUser alice, CancellationToken cancellation)
    {
        await using var host = await installation.StartAsync(program, "run", "--config", Configuration);
        await AskAsync(alice, cancellation);
        Assert.Equal(0, await host.StopAsync(Signal.Terminate, Patience));
    }
}
