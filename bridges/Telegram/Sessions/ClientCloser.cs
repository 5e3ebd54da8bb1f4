using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>Ends clients so that TDLib has everything on disk, or erased, when it is done.</summary>
internal static class ClientCloser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="how"><c>close</c>, <c>destroy</c> or <c>logOut</c>.</param>
    /// <returns>Whether the client has ended in time.</returns>
    public static async Task<bool> CloseAsync(TdClient client, JsonObject how)
    {
        try
        {
            await client.RequestAsync(how, CancellationToken.None, Patience);
            await client.Ended.WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is BridgeException or TdException or TimeoutException)
        {
            // It is closing already, or its engine is gone and the client with it.
        }

        return client.Ended.IsCompleted;
    }
}
