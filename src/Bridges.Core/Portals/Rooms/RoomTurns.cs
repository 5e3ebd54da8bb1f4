using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Portals.Rooms;

/// <summary>
/// Few rooms are opened at a time, first come, first served: the rooms of a whole account must not keep a message to a new
/// chat waiting for its room, and whoever adds somebody to sixty groups must not keep the others waiting.
/// </summary>
internal sealed class RoomTurns : IDisposable
{
    private const int RequestedAtOnce = 4;
    private const int UnaskedAtOnce = 2;

    private readonly ConcurrentDictionary<(NetworkId, AccountId?), SemaphoreSlim> _turns = new();

    /// <summary>For a room that somebody asked for. Each network has turns of its own: what hangs in one module must not take those of the others.</summary>
    public Task<T> ForRequestAsync<T>(NetworkId network, Func<Task<T>> open, CancellationToken cancellationToken) =>
        TakeAsync(_turns.GetOrAdd((network, null), _ => new SemaphoreSlim(RequestedAtOnce)), open, cancellationToken);

    /// <summary>For a room that somebody on the network made necessary.</summary>
    public Task<T> UnaskedAsync<T>(RunningAccount account, Func<Task<T>> open, CancellationToken cancellationToken) =>
        TakeAsync(_turns.GetOrAdd((account.Network, account.Id), _ => new SemaphoreSlim(UnaskedAtOnce)), open, cancellationToken);

    public void Dispose()
    {
        foreach (var turns in _turns.Values)
        {
            turns.Dispose();
        }
    }

    private static async Task<T> TakeAsync<T>(SemaphoreSlim turns, Func<Task<T>> open, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await open();
        }
        finally
        {
            turns.Release();
        }
    }
}
