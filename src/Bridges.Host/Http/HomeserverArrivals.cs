using System.Collections.Concurrent;
using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>
/// What came here from the homeserver: by it the doctor knows that what it asked for came to this bridge, and not to one at another address that the registration
/// names.
/// </summary>
internal sealed class HomeserverArrivals
{
    private const int MostPings = 16;

    private readonly ConcurrentQueue<string> _pings = [];
    private readonly TaskCompletionSource _ephemeral = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once typing or a receipt has come.</summary>
    public Task Ephemeral => _ephemeral.Task;

    /// <summary>Whether a ping of that name came lately, or one without a name.</summary>
    public bool HasPing(string transactionId) => _pings.Any(ping => ping.Length == 0 || ping == transactionId);

    public void Pinged(string? transactionId)
    {
        _pings.Enqueue(transactionId ?? "");
        while (_pings.Count > MostPings)
        {
            _pings.TryDequeue(out _);
        }
    }

    public void Received(AppServiceTransaction transaction)
    {
        if (transaction.Ephemeral.Count > 0)
        {
            _ephemeral.TrySetResult();
        }
    }
}
