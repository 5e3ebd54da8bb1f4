namespace Bridges.Host.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The full key, dotted; empty where the file as a whole is meant.</param>
/// <param name="Message">What is wrong and what to do. Never contains a value, which may be a secret.</param>
internal sealed record ConfigurationProblem(ConfigurationLocation Location, string Key, string Message)
{
    /// <summary>What to do, where the doctor tells of it.</summary>
    public string Mend { get; init; } = Location.IsEnvironment
        ? $"unset {Location.Source.TrimStart('$')}   or correct it where the variable is set (systemd: Environment= in the unit; Docker: environment: of the service)"
        : "Correct it there; a key that is not written has its default.";

    public override string ToString() => Key.Length == 0 ? $"{Location}: {Message}" : $"{Location}: {Key}: {Message}";
}
