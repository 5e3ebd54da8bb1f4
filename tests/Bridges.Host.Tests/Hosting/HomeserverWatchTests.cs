using System.Collections.Concurrent;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Http;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Host.Tests.Hosting;

/// <summary>What the watch over the homeserver says in the log.</summary>
public sealed class HomeserverWatchTests : IAsyncLifetime
{
    private static readonly HostTiming Quick = new() { PingPause = TimeSpan.FromMilliseconds(5), FailedPingPause = TimeSpan.FromMilliseconds(5), UnknownPingPause = TimeSpan.FromMilliseconds(5) };

    private readonly ConcurrentQueue<string> _log = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeBridge _bridge = new();
    private StubHomeserver _homeserver = null!;
    private ServiceProvider _services = null!;
    private HostMetrics _metrics = null!;
    private HomeserverWatch _watch = null!;
    private int _pings;

    public async ValueTask InitializeAsync()
    {
        _homeserver = await StubHomeserver.StartAsync(new StubOptions { AppserviceTokens = [Tokens.As] }, TestContext.Current.CancellationToken);
        var configuration = ConfigurationFile.Parse(
            $$"""
            homeserver: {url: "{{_homeserver.Url}}", server_name: hs.test}
            appservice: {as_token: {{Tokens.As}}, hs_token: {{Tokens.Hs}}}
            double_puppet: {enabled: false}
            """, "/etc/bridges/config.yaml", new Dictionary<string, string>()).Value;
        var services = new ServiceCollection().AddLogging();
        services.AddHomeserverClient(_ => configuration.ToHomeserverOptions(configuration.Appservice.AsToken));
        _services = services.BuildServiceProvider();
        _metrics = new HostMetrics();
        _watch = new HomeserverWatch(
            new HomeserverClients(_services.GetRequiredService<HomeserverClient>(), DoublePuppet: null), configuration, new HomeserverContact(_metrics, TimeProvider.System), _bridge, Quick,
            TimeProvider.System, new Remembering(_log));
    }

    public async ValueTask DisposeAsync()
    {
        await _homeserver.DisposeAsync();
        await _services.DisposeAsync();
        _metrics.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Only_what_changes_is_said()
    {
        using var fault = _homeserver.Faults.Inject(new StubFault { Strikes = _ => Interlocked.Increment(ref _pings) <= 5, Status = 502, ErrorCode = "M_CONNECTION_FAILED" });
        using var success = _homeserver.Faults.Inject(new StubFault { Status = 200 });
        var run = _watch.RunAsync(_stop.Token);

        await _homeserver.Requests.WaitForAsync("pings", _ => _pings > 12, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await _stop.CancelAsync();
        await run;

        Assert.Collection(
            _log,
            first => Assert.StartsWith("The homeserver does not reach us, so messages from Matrix do not arrive. The homeserver cannot connect", first, StringComparison.Ordinal),
            second => Assert.StartsWith("The homeserver reaches us again after 00:", second, StringComparison.Ordinal));
        // Five times it was out of reach; and when it is back it may keep something back once more.
        Assert.Equal(6, _bridge.Suspicions);
    }

    [Fact]
    public async Task One_that_knows_no_ping_may_know_it_later()
    {
        using var fault = _homeserver.Faults.Inject(new StubFault { Strikes = _ => Interlocked.Increment(ref _pings) <= 3, Status = 404, ErrorCode = "M_UNRECOGNIZED" });
        using var success = _homeserver.Faults.Inject(new StubFault { Status = 200 });
        var run = _watch.RunAsync(_stop.Token);

        await _homeserver.Requests.WaitForAsync("pings", _ => _pings > 5, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await _stop.CancelAsync();
        await run;

        Assert.Collection(
            _log,
            first => Assert.StartsWith("The homeserver cannot be asked whether it reaches us", first, StringComparison.Ordinal),
            second => Assert.StartsWith("The homeserver reaches us (", second, StringComparison.Ordinal));
    }

    [Fact]
    public void An_outage_counts_from_its_first_failure_to_its_end()
    {
        var time = new FakeTimeProvider();
        var contact = new HomeserverContact(_metrics, time);

        Assert.Null(contact.Succeeded());
        contact.Failed();
        time.Advance(TimeSpan.FromSeconds(60));
        contact.Failed();
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(90), contact.Succeeded());
        Assert.Null(contact.Succeeded());
    }

    private sealed class Remembering(ConcurrentQueue<string> log) : ILogger<HomeserverWatch>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Enqueue(formatter(state, exception));
    }
}
