namespace Bridges.EngineModule;

/// <summary>The section <c>networks.engine</c>.</summary>
public sealed record EngineModuleOptions
{
    /// <summary>The engine's program.</summary>
    public string Program { get; init; } = "";
}
