using Bridges.TestBeds.Processes;

namespace Bridges.Packages.Tests;

/// <summary>The container engine, with the settings that <c>./test --packages</c> gives it.</summary>
internal static class Podman
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a command of it that has to succeed; returns what it printed.</summary>
    public static async Task<string> SucceedAsync(params string[] arguments)
    {
        await using var process = await StartAsync(arguments);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, $"podman {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{process.Output.Text}");
        return process.Output.Text;
    }

    public static Task<ChildProcess> StartAsync(params string[] arguments) => ChildProcess.StartAsync(new ProgramToRun("podman", arguments));
}
