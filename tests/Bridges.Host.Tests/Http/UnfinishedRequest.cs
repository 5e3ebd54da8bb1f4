using System.Globalization;
using System.Net.Sockets;

namespace Bridges.Host.Tests.Http;

/// <summary>A request, to the letter, whose body is announced and never comes: an answer shows that nobody waits for it.</summary>
internal static class UnfinishedRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>The status of the answer.</returns>
    public static async Task<int> SendAsync(int port, string method, string target, string? token)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", port, cancellation);
        var stream = connection.GetStream();
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n" };
        await writer.WriteLineAsync($"{method} {target} HTTP/1.1");
        await writer.WriteLineAsync("Host: localhost");
        await writer.WriteLineAsync("Content-Length: 1000");
        if (token is not null)
        {
            await writer.WriteLineAsync($"Authorization: Bearer {token}");
        }

        await writer.WriteLineAsync();
        await writer.FlushAsync(cancellation);
        using var reader = new StreamReader(stream);
        var status = await reader.ReadLineAsync(cancellation).AsTask().WaitAsync(Patience, cancellation) ?? throw new IOException("The connection was closed without an answer.");
        return int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
