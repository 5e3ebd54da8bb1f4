namespace Bridges.Host.Configuration;

/// <summary>A list.</summary>
internal sealed record SequenceNode(ConfigurationLocation Location, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Location);
