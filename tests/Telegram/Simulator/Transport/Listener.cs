using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bridges.Telegram.Simulator.Transport;

/// <summary>Accepts connections on loopback and hands each to the server until it closes.</summary>
internal sealed class Listener(int port, byte[] secret, Action<string> log) : IAsyncDisposable
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(30);

    private readonly TcpListener listener = new(IPAddress.Loopback, port);
    private readonly ConcurrentDictionary<Connection, Task> open = new();
    private readonly CancellationTokenSource stopping = new();
    private Task accepting = Task.CompletedTask;
    private int accepted;
    private volatile bool refusing;
    private volatile bool mute;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connections that were opened since the start.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>While set, every new connection is closed at once.</summary>
    public bool Refusing
    {
        get => refusing;
        set => refusing = value;
    }

    /// <summary>While set, connections stay open, and nothing goes through them either way.</summary>
    public bool Mute
    {
        get => mute;
        set => mute = value;
    }

    public void Start(Func<Connection, Task> serve)
    {
        listener.Start();
        accepting = AcceptAsync(serve);
    }

    public void CloseAll()
    {
        foreach (var connection in open.Keys)
        {
            connection.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        CloseAll();
        await Task.WhenAll(open.Values);
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync(Func<Connection, Task> serve)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stopping.Token);
                _ = OpenAsync(socket, serve);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (!stopping.IsCancellationRequested)
                {
                    log($"a connection could not be accepted: {exception.Message}");
                }
            }
        }
    }

    private async Task OpenAsync(Socket socket, Func<Connection, Task> serve)
    {
        socket.NoDelay = true;
        if (refusing || await ReadHeaderAsync(socket) is not { } header)
        {
            socket.Dispose();
            return;
        }

        Interlocked.Increment(ref accepted);
        using var connection = new Connection(socket, header, () => mute);
        var served = ServeAsync(connection, serve);
        open[connection] = served;
        await served;
        open.TryRemove(connection, out _);
    }

    private async Task<ObfuscatedHeader?> ReadHeaderAsync(Socket socket)
    {
        var bytes = new byte[ObfuscatedHeader.Size];
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        timeout.CancelAfter(HeaderTimeout);
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: false);
            await stream.ReadExactlyAsync(bytes, timeout.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return null;
        }

        var header = ObfuscatedHeader.Open(bytes, secret);
        if (header is null)
        {
            log("a connection was dropped: its header does not open under the proxy secret");
        }

        return header;
    }

    private async Task ServeAsync(Connection connection, Func<Connection, Task> serve)
    {
        try
        {
            await Task.WhenAll(serve(connection), connection.WriteQueuedAsync());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            log($"a connection failed: {exception}");
            connection.Close();
        }
    }
}
