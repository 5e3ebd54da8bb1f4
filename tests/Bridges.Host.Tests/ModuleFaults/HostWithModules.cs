using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.ModuleFaults;

/// <summary>The whole host with the sample module, which is well, and another one, which need not be.</summary>
internal sealed class HostWithModules : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    /// <summary>For the whole host to stop: what runs is finished first, then modules are waited for.</summary>
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(120);

    private readonly RunningHost _host;
    private readonly InstalledFolders _modules;

    private HostWithModules(RunningHost host, InstalledFolders modules) => (_host, _modules) = (host, modules);

    public StubHomeserver Homeserver => _host.Homeserver;

    public string Alice { get; private set; } = "";

    /// <param name="sections">The other module's section below <c>networks</c>, in YAML.</param>
    public static async Task<HostWithModules> StartAsync(InstalledFolders modules, string sections)
    {
        modules.Add("Bridges.SampleModule", "sample");
        var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nnetworks:\n  sample: {{chats: 1, messages_in_each: 1, echo: true}}\n{sections}");
        var running = new HostWithModules(host, modules) { Alice = host.Homeserver.AddUser("alice") };
        host.Start();
        await host.WaitUntilReadyAsync();
        return running;
    }

    /// <summary>Logs in to the module that is well; messages go both ways.</summary>
    public async Task SampleWorksAsync()
    {
        var talk = await LogInAsync("sample", "You are logged in to Sample as alice");
        await AskAsync(talk, "help", "I bridge");
        var room = (await WaitForAsync("the first message", sent => sent.Body == "message 1" && sent.Sender == "@_bridges_sample_friend-1:hs.test")).RoomId;
        await SendAsync(room, "is anybody there?");
        await WaitForAsync("the echo", sent => sent.RoomId == room && sent.Body == "is anybody there?");
    }

    /// <returns>The room in which it was done.</returns>
    public async Task<string> LogInAsync(string network, string answer)
    {
        var room = Homeserver.AddRoom(Alice, Homeserver.BotUserId).Id;
        await AskAsync(room, $"login {network}", "Who are you?");
        await AskAsync(room, "alice", answer);
        return room;
    }

    public Task<SentEvent> StatusSaysAsync(string text) => AskAsync(Homeserver.AddRoom(Alice, Homeserver.BotUserId).Id, "status", text);

    /// <summary>Asks until the answer fits: what fails comes and goes.</summary>
    public async Task StatusComesToSayAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(_patience);
        using var pauses = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await StatusSaysAsync("Sample: works")).Body?.Contains(text, StringComparison.Ordinal) != true)
        {
            await pauses.WaitForNextTickAsync(patience.Token);
        }
    }

    public Task MetricsSayAsync(string line) => _host.WaitForAsync("metrics", text => text.Split('\n').Contains(line));

    /// <summary>A line begins with this.</summary>
    public Task MetricsShowAsync(string beginning) => _host.WaitForAsync("metrics", text => text.Split('\n').Any(line => line.StartsWith(beginning, StringComparison.Ordinal)));

    public async Task<SentEvent> AskAsync(string room, string text, string answer)
    {
        await SendAsync(room, text);
        return await WaitForAsync(
            $"the answer \"{answer}\" to \"{text}\"", sent => sent.RoomId == room && sent.Sender == Homeserver.BotUserId && sent.Body?.Contains(answer, StringComparison.Ordinal) == true);
    }

    public Task SendAsync(string room, string text) => Homeserver.PushAsync([StubEvents.Text(room, Alice, text)], cancellation: TestContext.Current.CancellationToken);

    public Task<SentEvent> WaitForAsync(string what, Func<SentEvent, bool> matches) =>
        Homeserver.Sent.WaitForAsync(what, matches, _patience, TestContext.Current.CancellationToken);

    public async Task StopsInTimeAsync()
    {
        Assert.Equal(ExitCode.Success, await _host.StopAsync(_stopPatience));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _modules.Dispose();
    }
}
