using System.Net;
using System.Net.Sockets;

namespace Bridges.Storage.Tests.PostgreSql;

/// <summary>A wire between the host and PostgreSQL that can swallow what the server answers, and break on the host's side only.</summary>
public sealed class PostgreSqlProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TcpClient> _hostSides = [];
    private readonly List<TcpClient> _serverSides = [];
    private readonly Lock _gate = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private volatile bool _swallowsAnswers;

    public PostgreSqlProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void SwallowAnswers() => _swallowsAnswers = true;

    /// <summary>Ends all connections for the host; for the server they live on. New ones work.</summary>
    public void BreakForHost()
    {
        lock (_gate)
        {
            _hostSides.ForEach(side => side.Dispose());
            _hostSides.Clear();
        }

        _swallowsAnswers = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        BreakForHost();
        _serverSides.ForEach(side => side.Dispose());
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var host = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
                lock (_gate)
                {
                    _hostSides.Add(host);
                    _serverSides.Add(server);
                }

                _ = PumpAsync(host, server, swallows: () => false);
                _ = PumpAsync(server, host, swallows: () => _swallowsAnswers);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Func<bool> swallows)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stopping.Token) is var count and > 0)
            {
                if (!swallows())
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Broken, as it was asked to be.
        }
    }
}
