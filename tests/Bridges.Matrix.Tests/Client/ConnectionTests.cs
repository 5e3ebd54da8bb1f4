using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Matrix.Tests;

/// <summary>Against real sockets: what the operating system's errors mean.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_connection_surely_did_not_arrive()
    {
        using var listener = Listen();
        var port = PortOf(listener);
        listener.Stop();

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(() => Client(port).CreateRoomAsync(null, new CreateRoomRequest(), Token));

        Assert.False(silence.MayHaveArrived);
    }

    [Fact]
    public async Task Connection_that_never_comes_about_surely_carried_nothing()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new IOException("Never.");
            },
        };
        using var http = new HttpClient(handler);
        var options = new HomeserverOptions { Url = new Uri("http://hs.test"), Token = "token" };
        var client = new HomeserverClient(http, options, TimeProvider.System, NullLogger<HomeserverClient>.Instance);

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(() => client.CreateRoomAsync(null, new CreateRoomRequest(), Token));

        Assert.Equal((false, false), (silence.MayHaveArrived, silence.TimedOut));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"room_id\"")]
    public async Task Connection_that_breaks_in_the_middle_may_have_carried_the_request(string begunAnswer)
    {
        using var listener = Listen();
        var call = Client(PortOf(listener)).CreateRoomAsync(null, new CreateRoomRequest(), Token);
        using (var connection = await AcceptAsync(listener, call))
        {
            await ReadSomeAsync(connection);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begunAnswer), Token);
        }

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(() => call);

        Assert.True(silence.MayHaveArrived);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_limit()
    {
        using var listener = Listen();
        var call = Client(PortOf(listener), TimeSpan.FromMilliseconds(100)).JoinedRoomsAsync(null, Token);
        using var connection = await AcceptAsync(listener, call);

        var silence = await Assert.ThrowsAsync<HomeserverUnreachableException>(() => call);

        Assert.True(silence.TimedOut);
        Assert.True(silence.MayHaveArrived);
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        using var listener = Listen();
        var call = Client(PortOf(listener)).WhoAmIAsync(null, Token);
        using var connection = await AcceptAsync(listener, call);
        await ReadSomeAsync(connection);
        await connection.GetStream().WriteAsync("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Token);

        var refusal = await Assert.ThrowsAsync<MatrixException>(() => call);

        Assert.Equal(HttpStatusCode.Found, refusal.Status);
    }

    [Fact]
    public async Task Dots_in_ids_reach_the_homeserver_escaped()
    {
        using var listener = Listen();
        var call = Client(PortOf(listener)).GetStateAsync(null, new RoomId("!r:hs.test"), "m.x", "..", Token);
        using var connection = await AcceptAsync(listener, call);
        var request = await ReadSomeAsync(connection);
        await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), Token);
        await call;

        Assert.StartsWith("GET /_matrix/client/v3/rooms/%21r%3Ahs.test/state/m.x/%2E%2E HTTP/1.1", request, StringComparison.Ordinal);
    }

    private static HomeserverClient Client(int port, TimeSpan? timeout = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddHomeserverClient(_ => Options(port, timeout ?? TimeSpan.FromSeconds(30)));
        return services.BuildServiceProvider().GetRequiredService<HomeserverClient>();
    }

    private static HomeserverOptions Options(int port, TimeSpan timeout) =>
        new() { Url = new Uri($"http://127.0.0.1:{port}"), Token = "t", RequestTimeout = timeout, MaxAttempts = 1 };

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    // Does not wait for a call that has failed before it got here.
    private static async Task<TcpClient> AcceptAsync(TcpListener listener, Task call)
    {
        var connection = listener.AcceptTcpClientAsync(Token).AsTask();
        if (await Task.WhenAny(connection, call) == call)
        {
            await call;
        }

        return await connection;
    }

    private static async Task<string> ReadSomeAsync(TcpClient connection)
    {
        var buffer = new byte[4096];
        var count = await connection.GetStream().ReadAsync(buffer, Token);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
