using Bridges.Host.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridges.Host.Tests.Http;

public sealed class EndpointListTests
{
    [Fact]
    public async Task Nothing_is_open_to_everybody_but_health_and_metrics()
    {
        await using var server = await RunningServer.StartAsync();

        var open = server.Endpoints.Where(endpoint => endpoint.Metadata.OfType<Caller>().Contains(Caller.Anybody));

        Assert.Equal(["/_matrix/mau/live", "/_matrix/mau/ready", "/metrics"], open.Cast<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText).Order());
    }
}
