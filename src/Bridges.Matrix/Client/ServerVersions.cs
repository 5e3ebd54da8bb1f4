namespace Bridges.Matrix;

/// <summary>What a homeserver says it can do. Synapse announces older versions than it has: trust the flags more.</summary>
public sealed record ServerVersions(IReadOnlyList<string> Versions, IReadOnlySet<string> UnstableFeatures)
{
    /// <summary>Whether a feature's unstable flag is set, such as <c>fi.mau.msc2659.stable</c>.</summary>
    public bool HasFeature(string flag) => UnstableFeatures.Contains(flag);

    /// <summary>Whether the specification's version, such as <c>v1.7</c>, is announced.</summary>
    public bool HasVersion(string version) => Versions.Contains(version, StringComparer.Ordinal);
}
