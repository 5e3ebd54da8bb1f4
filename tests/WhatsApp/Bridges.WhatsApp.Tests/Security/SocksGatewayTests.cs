using System.Net.Sockets;
using System.Text;
using Bridges.WhatsApp.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.WhatsApp.Tests.Security;

/// <summary>Whoever is on this machine can connect to the way to the SOCKS proxy; only the engine gets anywhere.</summary>
public sealed class SocksGatewayTests : IAsyncDisposable
{
    private readonly SocksGateway _gateway = new(new Uri("socks5://127.0.0.1:9"), NullLogger.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_that_say_nothing_are_closed_for_those_that_do()
    {
        var idle = new List<TcpClient>();
        try
        {
            for (var number = 0; number < UnaskedConnections.Most + 1; number++)
            {
                idle.Add(await ConnectAsync());
            }

            Assert.Equal(0, await idle[0].GetStream().ReadAsync(new byte[1], Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
            Assert.StartsWith("HTTP/1.1 407", await AskAsync("CONNECT host:443 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n{0}\r\n\r\n", "400")]
    [InlineData("CONNECT host HTTP/1.1\r\n{0}\r\n\r\n", "400")]
    [InlineData("CONNECT host:99999 HTTP/1.1\r\n{0}\r\n\r\n", "400")]
    [InlineData("CONNECT host:443 HTTP/1.1\r\nProxy-Authorization: Basic eDp5\r\n\r\n", "407")]
    public async Task What_is_malformed_or_a_strangers_is_refused(string request, string status)
    {
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(new Uri(_gateway.Address).UserInfo));

        Assert.StartsWith($"HTTP/1.1 {status}", await AskAsync(request.Replace("{0}", $"Proxy-Authorization: Basic {login}", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_without_an_end_is_refused() =>
        Assert.StartsWith("HTTP/1.1 431", await AskAsync(new string('x', 8 << 10)), StringComparison.Ordinal);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private async Task<string> AskAsync(string request)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var answer = new StreamReader(client.GetStream());
        return await answer.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation) ?? "";
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(_gateway.Address).Port, Cancellation);
        return client;
    }
}
