using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Hosting;

/// <summary>The log of a working host, at its most talkative, has neither tokens nor keys nor what people write.</summary>
public sealed class LogSecretsTests
{
    private const string Written = "my number is +4915112345678, tell nobody";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_secret_stays_out_of_the_log()
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{echo: true}}");
        var configuration = await File.ReadAllTextAsync(host.ConfigurationFile, Cancellation);
        await File.WriteAllTextAsync(host.ConfigurationFile, configuration.Replace("{level: error}", "{level: trace, format: json}", StringComparison.Ordinal), Cancellation);
        var alice = host.Homeserver.AddUser("alice");
        var room = host.Homeserver.AddRoom(alice, host.Homeserver.BotUserId).Id;

        await using var process = await ChildProcess.StartAsync(new ProgramToRun("dotnet", [Path.Combine(AppContext.BaseDirectory, "bridges.dll"), "run", "--config", host.ConfigurationFile]));
        await process.Output.WaitForLineAsync(line => line.Contains("Ready after", StringComparison.Ordinal), Patience, Cancellation);
        await SayAsync(host, room, alice, "login sample");
        await HearAsync(host, sent => sent.Body?.Contains("Who are you?", StringComparison.Ordinal) == true);
        await SayAsync(host, room, alice, "alice");
        await HearAsync(host, sent => sent.Body?.Contains("logged in", StringComparison.OrdinalIgnoreCase) == true);
        await SayAsync(host, room, alice, "start-chat friend-1");
        var portal = await HearAsync(host, sent => sent.Type == "m.room.message" && sent.RoomId == room && sent.Body?.Contains("matrix.to", StringComparison.Ordinal) == true);
        var chat = host.Homeserver.Sent.All.First(sent => sent.RoomId != room).RoomId;
        await SayAsync(host, chat, alice, Written);
        await HearAsync(host, sent => sent.RoomId == chat && sent.Body == Written);
        var key = (await File.ReadAllTextAsync(host.Folder.Combine("bridges.key"), Cancellation)).Trim();
        await process.StopAsync(Signal.Terminate, Patience);

        var log = process.Output.Text;
        Assert.Contains("account alice is Connected", log, StringComparison.Ordinal);
        Assert.All(
            new[] { Tokens.As, Tokens.Hs, Tokens.DoublePuppet, key, "4915112345678", "tell nobody" },
            secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
        Assert.Equal(room, portal.RoomId);
    }

    private static Task SayAsync(RunningHost host, string room, string user, string text) =>
        host.Homeserver.PushAsync([StubEvents.Text(room, user, text)], transactionId: null, Cancellation);

    private static Task<SentEvent> HearAsync(RunningHost host, Func<SentEvent, bool> matches) =>
        host.Homeserver.Sent.WaitForAsync("what the bridge says", matches, Patience, Cancellation);
}
