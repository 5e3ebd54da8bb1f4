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
        Description = $"The configuration file. Default: {DefaultFile} in the current folder.";
        HelpName = "file";
        Recursive = true;
        DefaultValueFactory = _ => DefaultFile;
    }

    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public ConfigurationFile Load(ParseResult parsed) =>
        ConfigurationFile.Load(parsed.GetRequiredValue(this), ConfigurationFile.ProcessEnvironment());
}
