using System.Diagnostics;

namespace Bridges.SampleModule.Tests;

/// <summary><c>dotnet new bridges-module</c>, as the documentation has it.</summary>
public sealed class TemplateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task A_module_made_from_the_template_builds_and_passes_its_tests_as_it_comes()
    {
        var folder = Directory.CreateTempSubdirectory("bridges-template-");
        try
        {
            var packages = Path.Combine(folder.FullName, "packages");
            var hive = Path.Combine(folder.FullName, "hive");
            var module = Path.Combine(folder.FullName, "Irc");
            foreach (var project in new[] { "src/Bridges.Abstractions", "tests/ModuleKit" })
            {
                await RunAsync(folder.FullName, "pack", InRepository(project), "--no-build", "-c", "Release", "-v", "quiet", "-o", packages);
            }

            await RunAsync(folder.FullName, "new", "install", InRepository("tests/ModuleKit/Template"), "--debug:custom-hive", hive);
            await RunAsync(folder.FullName, "new", "bridges-module", "-n", "Irc", "-o", module, "--packages", packages, "--debug:custom-hive", hive);
            var output = await RunAsync(folder.FullName, "run", "--project", Path.Combine(module, "tests"), "--property:RestoreFallbackFolders=" + GlobalPackages);

            Assert.Matches("Total: [1-9][0-9]+, Errors: 0, Failed: 0", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What this repository was restored into, so that nothing need be downloaded.</summary>
    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string InRepository(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Bridges.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Bridges.sln is in no folder above the test program.");
        }

        return Path.Combine(folder, path);
    }

    private static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (arguments[0] == "run")
        {
            // The packages made here must not stay among the machine's own, where later ones of the same version would not be seen.
            start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "cache");
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await errors}");
            return output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
