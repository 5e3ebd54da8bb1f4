using System.CommandLine;
using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary><c>bridges config</c>.</summary>
internal static class ConfigurationCommand
{
    public static Command Create(ConfigOption config) => new("config", "Look at the configuration.")
    {
        new Command("check", "Read it as 'run' does, and tell every problem.").WithAction(async (parsed, _) =>
        {
            var configuration = config.Load(parsed);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{configuration.FilePath} is in order. What modules make of their own keys, 'bridges doctor' tells.");
            return ExitCode.Success;
        }),
        new Command("show", "Print what counts and where it was written, without secrets.").WithAction(async (parsed, _) =>
        {
            await TextTable.WriteAsync(
                parsed.InvocationConfiguration.Output,
                ["key", "value", "written in"],
                [.. EffectiveConfiguration.Describe(config.Load(parsed)).Select(setting => new[] { setting.Key, setting.Value, setting.Source })],
                "Nothing is written.");
            return ExitCode.Success;
        }),
    };
}
