using System.Text.RegularExpressions;
using Bridges.Host.Configuration;
using Bridges.Host.Tests.Doctor;
using Bridges.TestBeds;
using Bridges.TestBeds.Synapse;

namespace Bridges.Host.Tests.Cli;

/// <summary>The way of an admin, beside a real Synapse: init, doctor, run.</summary>
public sealed class SynapseTests
{
    private const string ServerName = "hs.test";

    [Fact]
    public async Task What_init_writes_brings_a_bridge_up_beside_Synapse_and_doctor_is_content()
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, cancellation);
        await using var alice = await synapse.RegisterUserAsync("alice", "secret", cancellation);
        var config = folder.Combine("config.yaml");

        var init = await Terminal.RunAsync(
            "init", "--yes", "--output", folder.Path, "--homeserver-url", synapse.Url.ToString(), "--server-name", ServerName, "--admin", alice.UserId, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        Assert.True(init.ExitCode == ExitCode.Success, init.Error);

        var before = await Terminal.RunAsync("doctor", "--config", config);
        Assert.Equal(ExitCode.ProblemsFound, before.ExitCode);
        Assert.Contains("It does not know appservice.as_token", before.Output, StringComparison.Ordinal);
        Assert.Contains("the companion registration is not loaded", before.Output, StringComparison.Ordinal);

        synapse.UseRegistrations(folder.Combine("registration/bridges.yaml"), folder.Combine("registration/bridges-double-puppet.yaml"));
        await synapse.RestartAsync(cancellation);
        var loaded = await Terminal.RunAsync("doctor", "--config", config);
        Assert.True(loaded.ExitCode == ExitCode.Success, loaded.Output);
        Assert.Contains("homeserver reaches the bridge (in", loaded.Output, StringComparison.Ordinal);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = HostRun.RunAsync(ConfigurationFile.Load(config, new Dictionary<string, string>()), HostTiming.Default, stop.Token);
        var room = await alice.CreateDirectRoomAsync($"@bridges:{ServerName}", cancellation);
        await alice.WaitForJoinAsync(room, $"@bridges:{ServerName}", cancellation: cancellation);
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Success, await run);
    }

    [Fact]
    public async Task Doctor_is_content_before_the_first_start_though_nobody_is_registered_yet()
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, cancellation);
        await Terminal.RunAsync(
            "init", "--yes", "--output", folder.Path, "--homeserver-url", synapse.Url.ToString(), "--server-name", ServerName, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        synapse.UseRegistrations(folder.Combine("registration/bridges.yaml"), folder.Combine("registration/bridges-double-puppet.yaml"));
        await synapse.RestartAsync(cancellation);

        var doctor = await Terminal.RunAsync("doctor", "--config", folder.Combine("config.yaml"));

        Assert.True(doctor.ExitCode == ExitCode.Success, doctor.Output);
        Assert.Contains("double puppets (nobody to try it as yet", doctor.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^hs_token: '", "hs_token: 'old", "The homeserver reaches us with another hs_token than the configuration's", "hs_token differs from appservice.hs_token")]
    [InlineData("^(url: '?)http:", "$1https:", "The homeserver finds no secure connection (TLS) at the url in its registration", "url is https://")]
    [InlineData("^(url: '?http://[^'\\s/]+)/?('?)$", "$1/wrong$2", "at the url in its registration, but at a wrong path", "url is http://")]
    [InlineData("@_bridges_", "@_others_", "It does not let the bridge be @_bridges_doctor:hs.test", "namespaces.users lacks the exclusive entry")]
    public async Task Doctor_sees_from_Synapse_how_the_loaded_registration_differs(string pattern, string replacement, string seenFromSynapse, string seenOnDisk)
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, cancellation);
        await Terminal.RunAsync(
            "init", "--yes", "--output", folder.Path, "--homeserver-url", synapse.Url.ToString(), "--server-name", ServerName, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        var registration = folder.Combine("registration/bridges.yaml");
        var written = await File.ReadAllTextAsync(registration, cancellation);
        var changed = Regex.Replace(written, pattern, replacement, RegexOptions.Multiline, TimeSpan.FromSeconds(10));
        Assert.NotEqual(written, changed);
        await File.WriteAllTextAsync(registration, changed, cancellation);
        synapse.UseRegistrations(registration);
        await synapse.RestartAsync(cancellation);

        var (exitCode, output, _) = await Terminal.RunAsync("doctor", "--config", folder.Combine("config.yaml"));

        Assert.Equal(ExitCode.ProblemsFound, exitCode);
        Assert.Contains(seenFromSynapse, output, StringComparison.Ordinal);
        Assert.Contains(seenOnDisk, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_sees_from_Synapse_another_claim_on_the_ghosts_and_limits_that_are_on()
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var synapse = await SynapseServer.StartAsync(
            new SynapseOptions { ServerName = ServerName, ExtraConfiguration = "rc_message: {per_second: 0.2, burst_count: 10}\n" }, cancellation);
        await Terminal.RunAsync(
            "init", "--yes", "--output", folder.Path, "--homeserver-url", synapse.Url.ToString(), "--server-name", ServerName, "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        var (registration, companion) = (folder.Combine("registration/bridges.yaml"), folder.Combine("registration/bridges-double-puppet.yaml"));
        folder.Write("other.yaml", """
            {id: other, url: null, as_token: other-as, hs_token: other-hs, sender_localpart: other, rate_limited: false,
             namespaces: {users: [{regex: '@_.*:hs\.test', exclusive: true}], aliases: [], rooms: []}}
            """);
        await File.WriteAllTextAsync(folder.Combine("limited.yaml"), (await File.ReadAllTextAsync(registration, cancellation)).Replace("rate_limited: false", "rate_limited: true", StringComparison.Ordinal), cancellation);
        (await VisitAsync(registration, companion, folder.Combine("other.yaml")))
            .AssertFound("keeps @_bridges_doctor:hs.test for another application service as well", "Take it out or narrow it");
        (await VisitAsync(folder.Combine("limited.yaml"), companion)).AssertFound("has rate_limited on", "'rate_limited: false'");

        var mended = await VisitAsync(registration, companion);
        mended.AssertFine("no other application service claims the bridge's users");
        mended.AssertFine("homeserver does not slow the bridge down");
        Assert.Equal(ExitCode.Success, mended.ExitCode);

        async Task<Visit> VisitAsync(params string[] registrations)
        {
            synapse.UseRegistrations(registrations);
            await synapse.RestartAsync(cancellation);
            return await Visit.PayAsync(folder.Combine("config.yaml"));
        }
    }
}
