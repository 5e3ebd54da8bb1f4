using System.CommandLine;
using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary><c>--config FILE</c>, understood by every command.</summary>
internal sealed class ConfigOption : Option<string>
{
    public const string DefaultFile = "config.yaml";

    public ConfigOption()
        : base("--config", "-c")
    {
        Description = "The configuration file.";
        HelpName = "file";
        Recursive = true;
        DefaultValueFactory = _ => DefaultFile;
    }

    /// <summary>The path where it was given, and not the default.</summary>
    public string? Given(ParseResult parsed) => parsed.GetResult(this) is { Implicit: false } ? parsed.GetValue(this) : null;

    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public ConfigurationFile Load(ParseResult parsed) =>
        ConfigurationFile.Load(parsed.GetRequiredValue(this), ConfigurationFile.ProcessEnvironment());
}
