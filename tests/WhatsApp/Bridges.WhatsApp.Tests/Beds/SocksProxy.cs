using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>A SOCKS 5 proxy that wants a user and a password, and is asked by name.</summary>
internal sealed class SocksProxy() : TunnelProxy("socks5")
{
    public const string Login = "someone:secret";

    protected override async Task<string> TakeAsync(NetworkStream stream, CancellationToken cancellation)
    {
        await ReadAsync(stream, (await ReadAsync(stream, 2, cancellation))[1], cancellation);
        await stream.WriteAsync(new byte[] { 5, 2 }, cancellation);
        await ReadAsync(stream, 1, cancellation);
        var login = $"{await TextAsync()}:{await TextAsync()}";
        await stream.WriteAsync(new byte[] { 1, (byte)(login == Login ? 0 : 1) }, cancellation);
        var asked = await ReadAsync(stream, 4, cancellation);
        return asked is [5, 1, 0, 3] ? $"{await TextAsync()}:{BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2, cancellation))}" : throw new IOException("No tunnel was asked for.");

        async Task<string> TextAsync() => Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1, cancellation))[0], cancellation));
    }

    protected override Task ConfirmAsync(NetworkStream stream, CancellationToken cancellation) =>
        stream.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 80 }, cancellation).AsTask();

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
