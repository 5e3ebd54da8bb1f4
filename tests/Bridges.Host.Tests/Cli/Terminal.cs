using System.CommandLine;
using Bridges.Host.Cli;

namespace Bridges.Host.Tests.Cli;

/// <summary>Runs the program's commands and catches what they print.</summary>
internal static class Terminal
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.InvokeAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
