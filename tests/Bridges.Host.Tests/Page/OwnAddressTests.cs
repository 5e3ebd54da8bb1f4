using System.Net;
using Bridges.Host.Tests.Hosting;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Page;

/// <summary>The page at an address of its own.</summary>
public sealed class OwnAddressTests : IAsyncLifetime
{
    private readonly int _port = Ports.Free();
    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync(extra: $"page: {{listen: '127.0.0.1:{_port}'}}");

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task The_page_is_there_and_nowhere_else_and_nothing_else_is_there()
    {
        var (_, link) = await _sample.RunAsync("page", "--user", SampleHost.Alice);
        Assert.StartsWith($"http://127.0.0.1:{_port}/_bridges/page/enter?token=", link, StringComparison.Ordinal);
        using var alice = new Browser(_sample.Host);
        Assert.Equal(HttpStatusCode.NotFound, await alice.GoAsync("accounts"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{_port}/") };

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, link));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "_bridges/page/page.css"));
        // For users' clients: at both addresses.
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "_matrix/provision/v3/whoami"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(_sample.Host.Client, "_matrix/provision/v3/whoami"));
        foreach (var hidden in new[] { "_bridges/admin/v1/accounts", "_matrix/app/v1/users/@bridges:hs.test", "_matrix/app/v1/ping", "_matrix/mau/live", "metrics", "nothing" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, hidden));
        }

        // What was asked for there does not change what is asked for here.
        Assert.Equal(0, (await _sample.RunAsync("accounts", "list")).ExitCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
