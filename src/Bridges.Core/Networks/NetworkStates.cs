using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>How the networks stand: what their modules say, and what is known where they cannot say it.</summary>
internal sealed class NetworkStates(NetworkCatalog networks, IEnumerable<UnloadedNetwork> unloaded, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly NetworkHealth _notLoaded = new(IsHealthy: false, "is not loaded; the log and `bridges doctor` say why");

    private readonly ConcurrentDictionary<NetworkId, NetworkHealth> _notStarted = new();

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
            return await ModuleCalls.RunAsync(() => Task.FromResult(network.Network.Health), _patience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new NetworkHealth(IsHealthy: false, "does not tell how it stands");
        }
    }
}
