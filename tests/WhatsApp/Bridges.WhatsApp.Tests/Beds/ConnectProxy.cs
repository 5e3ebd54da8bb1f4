using System.Net.Sockets;
using System.Text;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>An HTTP proxy.</summary>
internal sealed class ConnectProxy() : TunnelProxy("http")
{
    protected override async Task<string> TakeAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellation);
            head.Append((char)one[0]);
        }

        return head.ToString().Split(' ') is ["CONNECT", var named, ..] ? named : throw new IOException("No tunnel was asked for.");
    }

    protected override Task ConfirmAsync(NetworkStream stream, CancellationToken cancellation) =>
        stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellation).AsTask();
}
