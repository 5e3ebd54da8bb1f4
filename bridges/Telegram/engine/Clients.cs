namespace Bridges.Telegram.Engine;

/// <summary>TDLib's clients, one for each account. A process that ends with an open one crashes, so their end is awaited.</summary>
internal sealed class Clients(TdLibrary library)
{
    // The answer to a request of our own, which is nobody else's business: no JSON-RPC id is "true".
    private static ReadOnlySpan<byte> Close => """{"@type":"close","@extra":true}"""u8;

    private readonly Lock gate = new();
    private readonly HashSet<int> open = [];
    private readonly HashSet<int> forgotten = [];
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
            return open.Contains(client) && !forgotten.Contains(client);
        }
    }

    /// <summary>Nobody wants to hear of this client any more; it is closed if it still is open.</summary>
    public void Forget(int client)
    {
        lock (gate)
        {
            if (!open.Contains(client) || !forgotten.Add(client))
            {
                return;
            }
        }

        SendClose(client);
    }

    /// <summary>Whether what TDLib says about this client is passed on.</summary>
    public bool IsForgotten(int client)
    {
        lock (gate)
        {
            return forgotten.Contains(client);
        }
    }

    /// <summary>TDLib said its last word about this client.</summary>
    public void MarkClosed(int client)
    {
        lock (gate)
        {
            open.Remove(client);
            forgotten.Remove(client);
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
            SendClose(client);
        }

        return allClosed.Task;
    }

    private void SendClose(int client) => library.Send(client, [.. Close, 0]);
}
