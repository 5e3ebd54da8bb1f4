using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Bridges.WhatsApp.Engines;

/// <summary>What is said to a SOCKS 5 proxy before it connects somewhere (RFC 1928), with a user and password if it wants them (RFC 1929).</summary>
internal static class SocksHandshake
{
    private const byte Version = 5;
    private const byte NoLogin = 0;
    private const byte Password = 2;
    private const byte ByName = 3;

    /// <returns>False where the proxy refuses.</returns>
    public static async Task<bool> ConnectAsync(TcpClient client, Uri proxy, string host, ushort port, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(proxy.DnsSafeHost, proxy.Port, cancellationToken);
        var stream = client.GetStream();
        var login = proxy.UserInfo.Length > 0 ? proxy.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray() : [];
        await stream.WriteAsync(login.Length == 2 ? (byte[])[Version, 2, NoLogin, Password] : [Version, 1, NoLogin], cancellationToken);
        var chosen = (await ReadAsync(stream, 2, cancellationToken))[1];
        if (chosen == Password && login is [var user, var password])
        {
            await stream.WriteAsync((byte[])[1, .. Text(user), .. Text(password)], cancellationToken);
            if ((await ReadAsync(stream, 2, cancellationToken))[1] != 0)
            {
                return false;
            }
        }
        else if (chosen != NoLogin)
        {
            return false;
        }

        var portBytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(portBytes, port);
        await stream.WriteAsync((byte[])[Version, 1, 0, ByName, .. Text(host), .. portBytes], cancellationToken);
        var answer = await ReadAsync(stream, 4, cancellationToken);
        if (answer[1] != 0)
        {
            return false;
        }

        // The address that it connects from, which nobody needs.
        var length = answer[3] switch
        {
            ByName => (await ReadAsync(stream, 1, cancellationToken))[0],
            4 => 16,
            _ => 4,
        };
        await ReadAsync(stream, length + 2, cancellationToken);
        return true;
    }

    /// <summary>Preceded by its length.</summary>
    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= byte.MaxValue ? [(byte)bytes.Length, .. bytes] : throw new IOException("A name is too long for SOCKS.");
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
