using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.WhatsApp.Engines;

/// <summary>What somebody asks of an HTTP proxy before a tunnel stands.</summary>
/// <param name="head">Its lines, the empty one at the end included.</param>
/// <param name="behind">What came behind the head already: it belongs into the tunnel.</param>
internal sealed class TunnelRequest(string head, ReadOnlyMemory<byte> behind)
{
    private const int LongestHead = 8 << 10;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    public ReadOnlyMemory<byte> Behind => behind;

    /// <summary>Where the tunnel is to lead; null where none is asked for.</summary>
    public (string Host, ushort Port)? Target =>
        head.Split(' ') is ["CONNECT", var named, ..] && named.LastIndexOf(':') is > 0 and var colon
        && ushort.TryParse(named[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (named[..colon].Trim('[', ']'), port)
            : null;

    /// <returns>Null where the head is longer than any that is meant well.</returns>
    /// <exception cref="IOException">The connection ended before.</exception>
    public static async Task<TunnelRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestHead];
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            filled += read;
            if (bytes.AsSpan(0, filled).IndexOf(End) is >= 0 and var at)
            {
                var length = at + End.Length;
                return new TunnelRequest(Encoding.Latin1.GetString(bytes, 0, length), bytes.AsMemory(length, filled - length));
            }
        }

        return null;
    }

    /// <summary>Whether it gives this user and password.</summary>
    public bool HasLogin(string login)
    {
        const string Field = "proxy-authorization: basic ";
        var given = head.Split("\r\n").FirstOrDefault(line => line.StartsWith(Field, StringComparison.OrdinalIgnoreCase))?[Field.Length..].Trim() ?? "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(login))));
    }
}
