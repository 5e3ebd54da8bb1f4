using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.WhatsApp.Engines;

/// <summary>
/// Node.js knows HTTP proxies only: this is one, on this machine alone, that makes its tunnels by way of a SOCKS 5 proxy (RFC 1928, RFC 1929). It
/// serves who knows its word, which only the engine is told. Names are resolved by the SOCKS proxy.
/// </summary>
internal sealed class SocksGateway : IAsyncDisposable
{
    private const int LongestHead = 8 << 10;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Uri _socks;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
    private readonly Task _accepting;

    /// <param name="socks">The SOCKS proxy, with its user and password if it wants them.</param>
    public SocksGateway(Uri socks)
    {
        _socks = socks;
        _listener.Start();
        Address = $"http://engine:{_word}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
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
            var asked = await ReadHeadAsync(near.GetStream(), patience.Token);
            if (!IsTrusted(asked))
            {
                await AnswerAsync(near, "407 Proxy Authentication Required", patience.Token);
                return;
            }

            if (TargetOf(asked) is not { } target || !await SocksHandshake.ConnectAsync(far, _socks, target.Host, target.Port, patience.Token))
            {
                await AnswerAsync(near, "502 Bad Gateway", patience.Token);
                return;
            }

            await AnswerAsync(near, "200 Connection established", patience.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stopping), far.GetStream().CopyToAsync(near.GetStream(), stopping));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The tunnel ends, and the engine tries again.
        }
    }

    private bool IsTrusted(string head)
    {
        const string Field = "proxy-authorization: basic ";
        var given = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(Field, StringComparison.OrdinalIgnoreCase))?[Field.Length..].Trim() ?? "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"engine:{_word}"))));
    }

    private static (string Host, ushort Port)? TargetOf(string head) =>
        head.Split(' ') is ["CONNECT", var named, ..] && named.LastIndexOf(':') is > 0 and var colon
        && ushort.TryParse(named[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (named[..colon].Trim('[', ']'), port)
            : null;

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 4 || !head.ToString(head.Length - 4, 4).Equals("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Append((char)one[0]);
            if (head.Length > LongestHead)
            {
                throw new IOException("What is asked of the gateway is too long.");
            }
        }

        return head.ToString();
    }

    private static Task AnswerAsync(TcpClient client, string status, CancellationToken cancellationToken) =>
        client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), cancellationToken).AsTask();
}
