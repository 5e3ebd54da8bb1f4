using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>A proxy on this machine that knows nothing but tunnels.</summary>
/// <param name="scheme">Of its address.</param>
internal abstract class TunnelProxy(string scheme) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, bool> _targets = new(StringComparer.Ordinal);
    private Task _accepting = Task.CompletedTask;

    public string Address => $"{scheme}://{_listener.LocalEndpoint}";

    /// <summary>Where tunnels led, as HOST:PORT.</summary>
    public IEnumerable<string> Targets => _targets.Keys;

    public void Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            _ = TunnelAsync(client);
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using var there = new TcpClient();
        try
        {
            var near = client.GetStream();
            var target = await TakeAsync(near, _stopping.Token);
            _targets[target] = true;
            await there.ConnectAsync(IPEndPoint.Parse(target), _stopping.Token);
            var far = there.GetStream();
            await ConfirmAsync(near, _stopping.Token);
            await Task.WhenAny(near.CopyToAsync(far, _stopping.Token), far.CopyToAsync(near, _stopping.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The tunnel ends.
        }
        finally
        {
            client.Dispose();
        }
    }

    /// <returns>Where to, as HOST:PORT.</returns>
    protected abstract Task<string> TakeAsync(NetworkStream stream, CancellationToken cancellation);

    protected abstract Task ConfirmAsync(NetworkStream stream, CancellationToken cancellation);
}
