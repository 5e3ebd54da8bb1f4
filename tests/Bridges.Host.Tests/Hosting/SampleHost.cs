using System.Net;
using System.Text.Json.Nodes;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Hosting;

/// <summary>The whole host with the sample network, on which Alice is logged in; she has one chat there, with two messages in it.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    public const string Alice = "@alice:hs.test";

    /// <summary>A file of the host's that, once it is there, has the code of a login count as scanned.</summary>
    public const string Scanned = "data/sample/scanned";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InstalledModules _modules = new InstalledModules().Install();

    private SampleHost()
    {
    }

    public RunningHost Host { get; private set; } = null!;

    /// <summary>Where Alice talks with the bot.</summary>
    public string ManagementRoom { get; private set; } = "";

    /// <summary>The room that mirrors Alice's chat.</summary>
    public string Portal { get; private set; } = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="options">Further options of the sample network.</param>
    /// <param name="extra">Further sections of the configuration.</param>
    public static async Task<SampleHost> StartAsync(string options = "", string extra = "")
    {
        var sample = new SampleHost();
        sample.Host = await RunningHost.PrepareAsync(
            $"modules_directory: {sample._modules.Directory}\nnetworks:\n  sample: {{chats: 1, messages_in_each: 2, echo: true, tells: true{options}}}\n{extra}");
        sample.Host.Start();
        await sample.Host.WaitUntilReadyAsync();
        await sample.LogInAsync();
        return sample;
    }

    public Task SayToBotAsync(string text) => PushAsync(StubEvents.Text(ManagementRoom, Alice, text));

    public async Task WaitForBotAsync(string words) => await Host.Homeserver.Sent.WaitForAsync(
        $"the bot's '{words}'", sent => sent.RoomId == ManagementRoom && sent.Body?.Contains(words, StringComparison.Ordinal) == true, Patience, Cancellation);

    /// <summary>Says something again and again, until the bot answers with these words.</summary>
    public async Task SayToBotUntilAsync(string text, string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        while (!Host.Homeserver.Sent.All.Any(sent => sent.RoomId == ManagementRoom && sent.Body?.Contains(words, StringComparison.Ordinal) == true))
        {
            await SayToBotAsync(text);
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    /// <summary>What the other person said in the mirrored chat so far.</summary>
    public IReadOnlyList<string> HeardInPortal() => [.. Host.Homeserver.Sent.All.Where(IsHeard).Select(sent => sent.Body!)];

    public async Task<SentEvent> WaitForInPortalAsync(string text) =>
        await Host.Homeserver.Sent.WaitForAsync($"'{text}'", sent => IsHeard(sent) && sent.Body == text, Patience, Cancellation);

    /// <summary>Sends what somebody wrote who has no account in the chat, and waits until it was given up.</summary>
    /// <returns>The dead letter's number.</returns>
    public async Task<string> SendUndeliverableAsync()
    {
        var before = await DeadLettersAsync();
        await PushAsync(StubEvents.Text(Portal, "@stranger:hs.test", "hello"));

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            if ((await DeadLettersAsync()).Except(before).ToList() is [var found, ..])
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>Runs one of the program's commands.</summary>
    public async Task<(int ExitCode, string Text)> RunAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await Terminal.RunAsync([.. arguments, "--config", Host.ConfigurationFile]);
        return (exitCode, (output + error).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _modules.Dispose();
    }

    /// <summary>The dead letters' numbers: each line of the list after its heading begins with one.</summary>
    private async Task<IReadOnlyList<string>> DeadLettersAsync() =>
        [.. (await RunAsync("dead-letters", "list")).Text.Split('\n').Skip(1).Select(line => line.Split(' ')[0])];

    private bool IsHeard(SentEvent sent) => sent.RoomId == Portal && sent.Type == "m.room.message" && sent.Sender.StartsWith("@_bridges_sample_", StringComparison.Ordinal);

    private async Task LogInAsync()
    {
        var homeserver = Host.Homeserver;
        ManagementRoom = homeserver.AddRoom(homeserver.AddUser("alice"), homeserver.BotUserId).Id;
        await SayToBotAsync("login sample name");
        await WaitForBotAsync("Who are you?");
        await SayToBotAsync("alice");
        Portal = (await homeserver.Sent.WaitForAsync("the chat's last message", sent => sent.Body == "message 2", Patience, Cancellation)).RoomId;
        homeserver.SetMembership(homeserver.Room(Portal), Alice, "join");
    }

    private async Task PushAsync(JsonObject pushed) =>
        Assert.Equal(HttpStatusCode.OK, await Host.Homeserver.PushAsync([pushed], transactionId: null, Cancellation));
}
