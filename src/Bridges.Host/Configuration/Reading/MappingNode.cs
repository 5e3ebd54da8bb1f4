namespace Bridges.Host.Configuration;

/// <summary>A section: keys with values, in the order in which they count (a later entry wins).</summary>
internal sealed record MappingNode(ConfigurationLocation Location, IReadOnlyList<MappingEntry> Entries) : ConfigurationNode(Location)
{
    /// <summary>The place of a dotted key, or of the nearest section around it.</summary>
    public ConfigurationLocation Locate(string path)
    {
        ConfigurationNode node = this;
        var location = Location;
        while (path.Length > 0 && node is MappingNode mapping)
        {
            var entry = mapping.Entries.LastOrDefault(candidate => IsFirstKey(path, candidate.Key));
            if (entry is null)
            {
                break;
            }

            (location, node) = (entry.Location, entry.Value);
            path = path.Length > entry.Key.Length ? path[(entry.Key.Length + 1)..] : "";
        }

        return location;
    }

    // Keys of permissions contain dots themselves, so a path is matched key by key and not split.
    private static bool IsFirstKey(string path, string key) =>
        path == key || path.StartsWith(key + ".", StringComparison.Ordinal);
}
