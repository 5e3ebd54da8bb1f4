namespace Bridges.Host.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The full key, dotted; empty where the file as a whole is meant.</param>
/// <param name="Message">What is wrong and what to do. Never contains a value, which may be a secret.</param>
internal sealed record ConfigurationProblem(ConfigurationLocation Location, string Key, string Message)
{
    public override string ToString() => Key.Length == 0 ? $"{Location}: {Message}" : $"{Location}: {Key}: {Message}";
}
