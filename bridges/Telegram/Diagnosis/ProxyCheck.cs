using System.Net.Sockets;
using Bridges.Telegram.Options;
using Found = Bridges.Abstractions.Diagnosis;

namespace Bridges.Telegram.Diagnosis;

/// <summary>Looks whether the configured proxy answers at all.</summary>
internal static class ProxyCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Nothing where there is no proxy.</returns>
    public static async Task<IReadOnlyList<Found>> RunAsync(ProxyOptions? proxy, CancellationToken cancellationToken)
    {
        if (proxy is not { Server: { } server, Port: { } port })
        {
            return [];
        }

        var subject = $"Telegram proxy {server}:{port}";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(server, port, patience.Token);
            return [new(subject)];
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [new(subject, "It does not answer, and nothing connects past it.", "Check networks.telegram.proxy in the configuration, and that the proxy runs.")];
        }
    }
}
