namespace Bridges.Host.Configuration;

/// <summary>A key with its value.</summary>
internal sealed record MappingEntry(string Key, ConfigurationLocation Location, ConfigurationNode Value);
