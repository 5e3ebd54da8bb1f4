namespace Bridges.Host.Configuration;

/// <summary>Where a setting was written: a line of a file, or an environment variable (which has no line).</summary>
internal readonly record struct ConfigurationLocation(string Source, int? Line = null)
{
    /// <summary>The setting came from the environment and not from the file.</summary>
    public bool IsEnvironment { get; init; }

    public static ConfigurationLocation Environment(string variable) => new($"${variable}") { IsEnvironment = true };

    public override string ToString() => Line is { } line ? $"{Source}:{line}" : Source;
}
