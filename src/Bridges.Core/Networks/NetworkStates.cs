using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>How the networks stand: what their modules say, and what is known where they cannot say it.</summary>
internal sealed class NetworkStates(NetworkCatalog networks, IEnumerable<UnloadedNetwork> unloaded, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly NetworkHealth _notLoaded = new(IsHealthy: false, "is not loaded; the log and `bridges doctor` say why");

    private readonly ConcurrentDictionary<NetworkId, NetworkHealth> _notStarted = new();
    private readonly Lock _lock = new();

    // Of each network the question that was asked last.
    private readonly Dictionary<NetworkId, Task<NetworkHealth>> _asked = [];

    public void Starting(NetworkId network) => _notStarted[network] = new NetworkHealth(IsHealthy: false, "has not finished its start");

    public void Started(NetworkId network) => _notStarted.TryRemove(network, out _);

    public void Failed(NetworkId network) => _notStarted[network] = new NetworkHealth(IsHealthy: false, "could not be started; the log has the details");

    /// <summary>All networks, by name, then those that are not loaded. One whose module fails even here is unwell.</summary>
    public async Task<IReadOnlyList<NetworkOverview>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. await Task.WhenAll(networks.All.Select(async network => new NetworkOverview(network.Description, await OfAsync(network, cancellationToken)))),
        .. unloaded.Select(network => new NetworkOverview(new NetworkDescription(network.Id, network.Id.Value, ""), _notLoaded)),
    ];

    private async Task<NetworkHealth> OfAsync(LoadedNetwork network, CancellationToken cancellationToken)
    {
        if (_notStarted.TryGetValue(network.Description.Id, out var known))
        {
            return known;
        }

        try
        {
            return await AskAsync(network, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new NetworkHealth(IsHealthy: false, "does not tell how it stands");
        }
    }

    /// <summary>
    /// Whoever asks while a module has not answered yet waits for the same answer: one that never gives the thread back takes that one only, and not
    /// another with each look at the metrics. It is a thread of its own, so that none of the others' has to be free for the answer.
    /// </summary>
    private Task<NetworkHealth> AskAsync(LoadedNetwork network, CancellationToken cancellationToken)
    {
        Task<NetworkHealth> answer;
        Task<NetworkHealth>? begun = null;
        lock (_lock)
        {
            if (!_asked.TryGetValue(network.Description.Id, out var asked) || asked.IsCompleted)
            {
                _asked[network.Description.Id] = asked = begun = new Task<NetworkHealth>(() => network.Network.Health, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.LongRunning);
            }

            // The wait begins before the call, so that it holds from the first moment in which the module can be seen to hang.
            answer = asked.WaitAsync(_patience, time, cancellationToken);
        }

        begun?.Start(TaskScheduler.Default);
        return answer;
    }
}
