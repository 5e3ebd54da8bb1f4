using Bridges.Host.Tests.Cli;
using Bridges.TestBeds;
using Bridges.TestBeds.Stub;

namespace Bridges.Host.Tests.Hosting;

/// <summary>The whole host inside the test's process, beside a stub homeserver.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    // Others load the machine, too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<int> _run = Task.FromResult(ExitCode.Success);

    private RunningHost(StubHomeserver homeserver)
    {
        Homeserver = homeserver;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Url };
    }

    public StubHomeserver Homeserver { get; }

    public int Port { get; } = Ports.Free();

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public HttpClient Client { get; }

    public HostTiming Timing { get; set; } = HostTiming.Default;

    public TemporaryFolder Folder => _folder;

    public string ConfigurationFile => _folder.Combine("config.yaml");

    public static async Task<RunningHost> PrepareAsync(string extra = "")
    {
        var homeserver = await StubHomeserver.StartAsync(
            new StubOptions { AppserviceTokens = [Tokens.As, Tokens.DoublePuppet], HomeserverToken = Tokens.Hs }, TestContext.Current.CancellationToken);
        var host = new RunningHost(homeserver);
        homeserver.AppserviceUrl = host.Url;
        host.Configure(extra);
        return host;
    }

    public void Configure(string extra) => _folder.Write("config.yaml", $$"""
        homeserver:
          url: {{Homeserver.Url}}
          server_name: hs.test
        appservice:
          listen: 127.0.0.1:{{Port}}
          as_token: {{Tokens.As}}
          hs_token: {{Tokens.Hs}}
        double_puppet:
          as_token: {{Tokens.DoublePuppet}}
        permissions:
          "*": user
        logging: {level: error}
        {{extra}}
        """);

    public void Start(IReadOnlyDictionary<string, string>? environment = null) => _run = HostRun.RunAsync(
        Bridges.Host.Configuration.ConfigurationFile.Load(ConfigurationFile, environment ?? new Dictionary<string, string>()), Timing, _stop.Token);

    public async Task<int> WaitForExitAsync() => await _run.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task WaitUntilReadyAsync() => await WaitForAsync("_matrix/mau/ready", text => text.Contains("true", StringComparison.Ordinal));

    /// <summary>Asks for a path until its answer fits.</summary>
    public async Task WaitForAsync(string path, Func<string, bool> fits)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!_run.IsCompleted && !(await TryGetAsync(path, patience.Token) is { } text && fits(text)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        if (_run.IsCompleted)
        {
            Assert.Fail($"The host ended: {await _run}");
        }
    }

    public async Task<int> StopAsync(TimeSpan? patience = null)
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(patience ?? Patience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_run).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Homeserver.DisposeAsync();
        Client.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task<string?> TryGetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(path, cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
