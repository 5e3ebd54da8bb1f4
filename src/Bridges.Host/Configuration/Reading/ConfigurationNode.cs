namespace Bridges.Host.Configuration;

/// <summary>A piece of the configuration before it has a type, with the place that it came from.</summary>
internal abstract record ConfigurationNode(ConfigurationLocation Location);
