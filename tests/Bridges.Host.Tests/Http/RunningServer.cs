using System.Net.Http.Headers;
using Bridges.Abstractions;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.TestBeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Host.Tests.Http;

/// <summary>The HTTP server as it runs in the product, on a free port, with a fake bridge behind it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Token = "hs-token-for-tests-1234";

    private readonly WebApplication _application;
    private readonly HostMetrics _metrics = new();

    private RunningServer(FakeBridge bridge)
    {
        Address = new ListenAddress("127.0.0.1", Ports.Free());
        Bridge = bridge;
        _application = HostServer.CreateBuilder(Address).Build();
        var telegram = new NetworkDescription(new NetworkId("telegram"), "Telegram", "https://telegram.org");
        var arrivals = new HomeserverArrivals();
        HostServer.MapEndpoints(
            _application,
            new CallerAuthentication(Token, "as-token-for-tests-1234"),
            [new HomeserverEndpoints(bridge, [telegram], arrivals), new HealthEndpoints(Readiness, new HostProof("as-token-for-tests-1234"), arrivals), _metrics]);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{Address}/") };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public ListenAddress Address { get; }

    public FakeBridge Bridge { get; }

    public HostReadiness Readiness { get; } = new();

    public HttpClient Client { get; }

    public IReadOnlyList<Endpoint> Endpoints => _application.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public static async Task<RunningServer> StartAsync()
    {
        var server = new RunningServer(new FakeBridge());
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        _metrics.Dispose();
    }
}
