using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Bridges.WhatsApp.Engines;

/// <summary>
/// Node.js knows HTTP proxies only: this is one, on this machine alone, that makes its tunnels by way of a SOCKS 5 proxy (RFC 1928, RFC 1929). It
/// serves who knows its word, which only the engine is told. Names are resolved by the SOCKS proxy.
/// </summary>
internal sealed partial class SocksGateway : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Uri _socks;
    private readonly ILogger _logger;
    private readonly UnaskedConnections _unasked = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _login = $"engine:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
    private readonly Task _accepting;

    /// <param name="socks">The SOCKS proxy, with its user and password if it wants them.</param>
    public SocksGateway(Uri socks, ILogger logger)
    {
        _socks = socks;
        _logger = logger;
        _listener.Start();
        Address = $"http://{_login}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    /// <summary>Of this HTTP proxy.</summary>
    public string Address { get; }

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
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _ = ServeAsync(client, _stopping.Token);
            }
            catch (SocketException)
            {
                // One that went away in this moment, or too many open files: the next may come through.
                await Task.Delay(_pause, _stopping.Token);
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stopping)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(_patience);
            TunnelRequest? request;
            using (_unasked.Enter(patience))
            {
                request = await TunnelRequest.ReadAsync(near.GetStream(), patience.Token);
            }

            if (request is null)
            {
                Log.TooLong(_logger);
                await AnswerAsync(near, "431 Request Header Fields Too Large", patience.Token);
                return;
            }

            if (!request.HasLogin(_login))
            {
                Log.NotTrusted(_logger);
                await AnswerAsync(near, "407 Proxy Authentication Required", patience.Token);
                return;
            }

            if (request.Target is not { } target)
            {
                Log.NoTunnel(_logger);
                await AnswerAsync(near, "400 Bad Request", patience.Token);
                return;
            }

            if (!await SocksHandshake.ConnectAsync(far, _socks, target.Host, target.Port, patience.Token))
            {
                Log.Refused(_logger);
                await AnswerAsync(near, "502 Bad Gateway", patience.Token);
                return;
            }

            await far.GetStream().WriteAsync(request.Behind, patience.Token);
            await AnswerAsync(near, "200 Connection established", patience.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stopping), far.GetStream().CopyToAsync(near.GetStream(), stopping));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The tunnel ends, and the engine tries again.
        }
    }

    private static Task AnswerAsync(TcpClient client, string status, CancellationToken cancellationToken) =>
        client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), cancellationToken).AsTask();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody on this machine asked the way to the SOCKS proxy for more than fits; it was refused")]
        public static partial void TooLong(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody on this machine who is not the engine asked the way to the SOCKS proxy for a tunnel; it was refused")]
        public static partial void NotTrusted(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The engine asked the way to the SOCKS proxy for something that is no tunnel; it was refused")]
        public static partial void NoTunnel(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The SOCKS proxy refused a connection")]
        public static partial void Refused(ILogger logger);
    }
}
