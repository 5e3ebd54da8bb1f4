namespace Bridges.Host.Configuration;

/// <summary>Acting as the users' own Matrix accounts, through the companion registration.</summary>
internal sealed record DoublePuppetConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>The companion registration's token; required while enabled.</summary>
    public Secret? AsToken { get; init; }
}
