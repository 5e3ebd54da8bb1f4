using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Packages.Tests;

/// <summary>A Debian whose first process is systemd, in podman, with the package installed. Loopback is this machine's. Gone at the end.</summary>
internal sealed class ServiceMachine : IInstallation, IAsyncDisposable
{
    private const string Image = "localhost/bridges-debian-systemd";
    private const string Name = "bridges-service-test";

    private readonly TempFolder configuration = TempFolder.Create("service");

    private ServiceMachine()
    {
    }

    public static async Task<ServiceMachine> StartAsync()
    {
        var machine = new ServiceMachine();
        await Podman.SucceedAsync("import", "--quiet", InstalledParts.DebianSystemdRoot, Image);
        await Podman.SucceedAsync(
            "run", "--detach", "--rm", $"--name={Name}", "--replace", "--systemd=always", "--network=host", "--cap-add=all", "--security-opt=seccomp=unconfined",
            $"--volume={ReleaseFiles.Folder}:/release:ro", $"--volume={machine.configuration.Path}:/etc/bridges", Image, "/lib/systemd/systemd");
        await machine.WaitForAsync("running", "systemctl", "is-system-running", "--wait");
        await machine.SucceedAsync("dpkg", "--install", $"/release/{Path.GetFileName(ReleaseFiles.Package)}");
        return machine;
    }

    /// <inheritdoc />
    public string PathOf(string path) => configuration.Combine(Path.GetRelativePath("/etc/bridges", path));

    /// <inheritdoc />
    public Task<string> SucceedAsync(params string[] command) => Podman.SucceedAsync(["exec", Name, .. command]);

    /// <inheritdoc />
    public Task<ChildProcess> StartAsync(params string[] command) => Podman.StartAsync(["exec", Name, .. command]);

    /// <summary>Says a command again until it prints some words; returns all that it printed then.</summary>
    public async Task<string> WaitForAsync(string words, params string[] command)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            await using var process = await StartAsync(command);
            await process.WaitForExitAsync().WaitAsync(patience.Token);
            if (process.Output.Text.Contains(words, StringComparison.Ordinal))
            {
                return process.Output.Text;
            }

            Assert.False(patience.IsCancellationRequested, $"{string.Join(' ', command)} did not print '{words}' but:\n{process.Output.Text}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Podman.SucceedAsync("rm", "--force", "--time=0", Name);
        configuration.Dispose();
    }
}
