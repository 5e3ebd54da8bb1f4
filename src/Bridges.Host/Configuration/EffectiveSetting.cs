namespace Bridges.Host.Configuration;

/// <summary>A setting that was written, as it may be shown.</summary>
/// <param name="Source">A line of the file, or an environment variable.</param>
internal sealed record EffectiveSetting(string Key, string Value, string Source);
