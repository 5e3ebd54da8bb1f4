namespace Bridges.Host.Configuration;

/// <summary>A configuration as full keys with what was written for each.</summary>
internal static class ConfigurationKeys
{
    public static IReadOnlyDictionary<string, ScalarNode> Flatten(MappingNode root)
    {
        var keys = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        Add(keys, root, "");
        return keys;
    }

    /// <summary>Keys for which the two differ, in order.</summary>
    public static IReadOnlyList<string> Differences(MappingNode before, MappingNode after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        return [.. old.Keys.Union(now.Keys)
            .Where(key => old.GetValueOrDefault(key)?.Text != now.GetValueOrDefault(key)?.Text)
            .Order(StringComparer.Ordinal)];
    }

    private static void Add(Dictionary<string, ScalarNode> keys, ConfigurationNode node, string path)
    {
        switch (node)
        {
            case ScalarNode scalar:
                keys[path] = scalar;
                break;
            case SequenceNode sequence:
                for (var index = 0; index < sequence.Items.Count; index++)
                {
                    Add(keys, sequence.Items[index], $"{path}[{index}]");
                }

                break;
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    Add(keys, entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}");
                }

                break;
        }
    }
}
