using System.Net;
using System.Net.Sockets;
using Bridges.Host.Http;

namespace Bridges.Host.Tests.Http;

/// <summary>Strangers who open connections and say nothing.</summary>
public sealed class HalfOpenConnectionsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Six_hundred_that_say_nothing_keep_nobody_out()
    {
        await using var server = await RunningServer.StartAsync();
        var silent = new List<TcpClient>();
        try
        {
            for (var index = 0; index < 600; index++)
            {
                silent.Add(await ConnectAsync(server));
            }

            using var answer = await server.Client.PostAsync(new Uri("_matrix/app/v1/ping", UriKind.Relative), content: null, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            silent.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task The_connection_of_one_who_showed_the_token_stays_when_strangers_come()
    {
        await using var server = await RunningServer.StartAsync();
        using var known = await ConnectAsync(server);
        await PingAsync(known);
        var strangers = new List<TcpClient>();
        try
        {
            for (var index = 0; index < StrangerLimit.DefaultPlaces + 20; index++)
            {
                strangers.Add(await ConnectAsync(server));
            }

            // One of the first of them was put out, as it shows by its end.
            Assert.True(await await Task.WhenAny(strangers.Select(EndsAsync)));
            await PingAsync(known);
        }
        finally
        {
            strangers.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task<bool> EndsAsync(TcpClient connection)
    {
        try
        {
            return await connection.GetStream().ReadAsync(new byte[1], Cancellation).AsTask().WaitAsync(Patience, Cancellation) == 0;
        }
        catch (IOException)
        {
            // Reset instead of closed.
            return true;
        }
    }

    private static async Task<TcpClient> ConnectAsync(RunningServer server)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", server.Address.Port, Cancellation);
        return connection;
    }

    private static async Task PingAsync(TcpClient connection)
    {
        var stream = connection.GetStream();
        var request = $"POST /_matrix/app/v1/ping HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nAuthorization: Bearer {RunningServer.Token}\r\n\r\n";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), Cancellation);
        var answer = new byte[1024];
        var length = await stream.ReadAsync(answer, Cancellation).AsTask().WaitAsync(Patience, Cancellation);
        Assert.StartsWith("HTTP/1.1 200", System.Text.Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
    }
}
