using System.Net;
using System.Net.Sockets;

namespace Bridges.Fuzz.Tests.Host;

/// <summary>Answers every request with the same bytes, whatever they are, and closes.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public RawServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public byte[] Answer { get; set; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                var request = new byte[16 * 1024];
                _ = await stream.ReadAsync(request, _stop.Token);
                await stream.WriteAsync(Answer, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                // Until the other side has had enough, so that it gets all of the answer.
                while (await stream.ReadAsync(request, _stop.Token) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // It has had enough.
            }
        }
    }
}
