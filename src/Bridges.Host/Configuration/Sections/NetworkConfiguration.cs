namespace Bridges.Host.Configuration;

/// <summary>One entry under <c>networks</c>.</summary>
internal sealed record NetworkConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>The module's own keys, bound once the module is loaded and its options' type is known.</summary>
    public MappingNode Options { get; init; } = new(default, []);
}
