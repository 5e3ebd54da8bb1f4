using System.CommandLine;
using System.Runtime.InteropServices;

namespace Bridges.Host.Cli;

/// <summary><c>bridges version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create() =>
        new Command("version", "Print the version of the bridge and of what it runs on.").WithAction(async (parsed, _) =>
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"bridges {ProductVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
            return ExitCode.Success;
        });
}
