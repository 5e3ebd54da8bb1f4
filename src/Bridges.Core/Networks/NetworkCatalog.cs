using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>The networks that this host bridges.</summary>
internal sealed class NetworkCatalog(IEnumerable<LoadedNetwork> networks)
{
    private readonly Dictionary<NetworkId, LoadedNetwork> _networks =
        networks.ToDictionary(network => network.Description.Id);

    public IEnumerable<LoadedNetwork> All => _networks.Values.OrderBy(network => network.Description.DisplayName, StringComparer.Ordinal);

    public LoadedNetwork? Find(NetworkId id) => _networks.GetValueOrDefault(id);

    /// <summary>The name that people know a network by; the id where its module is not loaded.</summary>
    public string NameOf(NetworkId id) => Find(id)?.Description.DisplayName ?? id.Value;
}
