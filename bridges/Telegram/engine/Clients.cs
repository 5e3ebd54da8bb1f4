namespace Bridges.Telegram.Engine;

/// <summary>TDLib's clients, one for each account. A process that ends with an open one crashes, so their end is awaited.</summary>
internal sealed class Clients(TdLibrary library)
{
    // The answer to a request of our own, which is nobody else's business: no JSON-RPC id is "true".
    private static ReadOnlySpan<byte> Close => """{"@type":"close","@extra":true}"""u8;

    private readonly Lock gate = new();
    private readonly HashSet<int> open = [];
    private readonly TaskCompletionSource allClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isClosing;

    /// <summary>Makes a client. TDLib says nothing about it before its first request.</summary>
    public int Create()
    {
        var client = library.CreateClient();
        lock (gate)
        {
            open.Add(client);
        }

        return client;
    }

    /// <summary>The client exists and has not closed.</summary>
    public bool IsOpen(int client)
    {
        lock (gate)
        {
            return open.Contains(client);
        }
    }

    /// <summary>TDLib said its last word about this client.</summary>
    public void MarkClosed(int client)
    {
        lock (gate)
        {
            open.Remove(client);
            if (isClosing && open.Count == 0)
            {
                allClosed.TrySetResult();
            }
        }
    }

    /// <summary>Closes all; done when TDLib has said of each that it is closed.</summary>
    public Task CloseAllAsync()
    {
        int[] clients;
        lock (gate)
        {
            isClosing = true;
            clients = [.. open];
            if (clients.Length == 0)
            {
                allClosed.TrySetResult();
            }
        }

        foreach (var client in clients)
        {
            library.Send(client, [.. Close, 0]);
        }

        return allClosed.Task;
    }
}
