using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bridges.Fuzz.Tests.Host;

/// <summary>Bytes over a connection, with no HTTP library that would set them right.</summary>
internal static class RawExchange
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends a request as it is, then nothing more.</summary>
    /// <returns>All that was answered until the other side closed.</returns>
    public static async Task<string> AskAsync(int port, byte[] request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request, patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer, patience.Token);
            return Encoding.Latin1.GetString(answer.ToArray());
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // It closed the door on us.
            return "";
        }
    }
}
