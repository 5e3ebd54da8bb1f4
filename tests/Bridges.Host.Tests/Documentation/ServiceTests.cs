using System.Diagnostics;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Documentation;

/// <summary>The service that the package brings and the one that the documentation shows begin, end, are read anew and are shut in in the same way.</summary>
public sealed class ServiceTests
{
    private const string Documentation = "docs/operations.md";
    private const string Packaged = "scripts/release/debian/bridges.service";

    /// <summary>What systemd calls OK: of 100, the less the better shut in.</summary>
    private const int MostExposed = 20;

    /// <summary>Where the two have their files.</summary>
    private static readonly string[] OfEach = ["Description", "Documentation", "After", "ConditionPathExists", "EnvironmentFile", "ExecStart", "WorkingDirectory"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_say_the_same()
    {
        var documented = Lines(Documentation).SkipWhile(line => line != "```ini").Skip(1).TakeWhile(line => line != "```");

        Assert.Equal(Settings(Lines(Packaged)), Settings(documented));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Systemd_understands_every_line_and_finds_the_service_shut_in()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not on this machine.");
        using var root = new TemporaryFolder();
        root.Write("usr/lib/systemd/system/bridges.service", await File.ReadAllTextAsync(RepositoryRoot.Combine(Packaged), Cancellation));
        foreach (var target in new[] { "sysinit", "basic", "shutdown" })
        {
            root.Write($"usr/lib/systemd/system/{target}.target", "[Unit]\n");
        }

        foreach (var program in new[] { "usr/lib/bridges/bridges", "bin/sh" })
        {
            File.SetUnixFileMode(root.Write(program, ""), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Equal((0, ""), await AnalyzeAsync("verify", "--man=no", $"--root={root.Path}", "bridges.service"));
        Assert.Equal(0, (await AnalyzeAsync("security", "--offline=true", $"--threshold={MostExposed}", $"--root={root.Path}", "bridges.service")).ExitCode);
    }

    private static IEnumerable<string> Lines(string file) => File.ReadLines(RepositoryRoot.Combine(file));

    private static IEnumerable<string> Settings(IEnumerable<string> lines) =>
        lines.Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#') && !OfEach.Contains(line.Split('=')[0])).Order(StringComparer.Ordinal);

    private static async Task<(int ExitCode, string Complaints)> AnalyzeAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, complaints) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await Task.WhenAll(output, complaints);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await complaints);
    }
}
