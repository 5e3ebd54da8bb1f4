using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Packages.Tests;

/// <summary>The release for 64-bit ARM in qemu's emulation, which runs single programs: what these start in turn does not run.</summary>
internal sealed class EmulatedArm : IInstallation
{
    private const string Emulator = "qemu-aarch64-static";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <inheritdoc />
    public string PathOf(string path) => path;

    /// <inheritdoc />
    public async Task<string> SucceedAsync(params string[] command)
    {
        await using var process = await StartAsync(command);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}:\n{process.Output.Text}");
        return process.Output.Text;
    }

    /// <inheritdoc />
    public Task<ChildProcess> StartAsync(params string[] command) =>
        ChildProcess.StartAsync(new ProgramToRun(Emulator, ["-L", InstalledParts.Arm64Root, .. command]));
}
