using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Packages.Tests;

/// <summary>
/// A Debian as it is after its installation, without .NET, Node.js and ffmpeg, in a folder of its own. Its programs see its files only; loopback
/// is shared. Needs root, as the installation of packages does.
/// </summary>
internal sealed class CleanDebian : IInstallation, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A program in it: with /proc, /dev and /sys, which are gone when it ends, and with a root that is a disk as on a real machine.</summary>
    private const string Enter =
        """mount --bind "$0" "$0" && cd / && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mount --rbind /sys "$0/sys" && exec chroot "$0" "$@" """;

    /// <summary>Nothing of what the tests are told: the programs must find everything by themselves.</summary>
    private static readonly string[] _environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"];

    private readonly TempFolder folder = TempFolder.Create("debian");

    private CleanDebian()
    {
    }

    public static async Task<CleanDebian> UnpackAsync()
    {
        var debian = new CleanDebian();
        var (exitCode, output) = await RunAsync(new ProgramToRun("tar", ["-x", "-C", debian.folder.Path, "-f", InstalledParts.DebianRoot]));
        Assert.True(exitCode == 0, output);
        return debian;
    }

    /// <inheritdoc />
    public string PathOf(string path) => folder.Combine(path.TrimStart('/'));

    /// <summary>What a program printed and how it ended.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] command) => RunAsync(Program(command));

    /// <inheritdoc />
    public async Task<string> SucceedAsync(params string[] command)
    {
        var (exitCode, output) = await RunAsync(command);
        Assert.True(exitCode == 0, $"{string.Join(' ', command)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <inheritdoc />
    public Task<ChildProcess> StartAsync(params string[] command) => ChildProcess.StartAsync(Program(command));

    public void Dispose() => folder.Dispose();

    private ProgramToRun Program(string[] command) => new("unshare", ["--mount", "env", "--ignore-environment", .. _environment, "sh", "-c", Enter, folder.Path, .. command])
    {
        WorkingDirectory = "/",
    };

    private static async Task<(int ExitCode, string Output)> RunAsync(ProgramToRun program)
    {
        await using var process = await ChildProcess.StartAsync(program);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode!.Value, process.Output.Text);
    }
}
