using System.CommandLine;

namespace Bridges.Host.Cli;

/// <summary><c>bridges run</c>.</summary>
internal static class RunCommand
{
    public static Command Create(ConfigOption config) =>
        new Command("run", "Run the bridge until it is told to stop.")
            .WithAction((parsed, cancellationToken) => HostRun.RunAsync(config.Load(parsed), HostTiming.Default, cancellationToken));
}
