using Bridges.Host.Tests.ModuleFaults;

namespace Bridges.Host.Tests.EngineFaults;

/// <summary>A module whose engine fails in every way: it is told, tried again and, when the fault is over, used again; the rest goes on.</summary>
public sealed class FaultyEngineTests
{
    [Theory]
    [InlineData("", "Engine: The engine \"engine\" cannot be started: ")]
    [InlineData("version=0.9", "Engine: The engine has version 0.9; this module needs 1.0.")]
    [InlineData("hang", "Engine: The engine \"engine\" did not say hello within 5 s")]
    [InlineData("refuse", "having written: there is no library at /nowhere")]
    [InlineData("then=endless", "Engine: The engine \"engine\" wrote a line longer than 1048576 bytes")]
    [InlineData("then=hoard", "more than its limit of 192 MiB")]
    [InlineData("then=crash", "Engine: The engine \"engine\" ended with exit code 1")]
    public async Task Engine_that_fails_is_told_and_tried_again_until_it_works(string fault, string status)
    {
        using var folder = new TemporaryFolder();
        var program = folder.Combine("engine");
        Be(program, fault);
        await using var host = await StartAsync(program);

        await host.SampleWorksAsync();
        await host.MetricsSayAsync("bridges_network_healthy{network=\"sample\"} 1");
        await host.MetricsSayAsync("bridges_network_healthy{network=\"engine\"} 0");
        await host.StatusComesToSayAsync(status);

        Be(program, "well");
        await host.StatusComesToSayAsync("Engine: works");
        await host.MetricsSayAsync("bridges_network_healthy{network=\"engine\"} 1");
        await host.StopsInTimeAsync();
    }

    [Fact]
    public async Task Engine_that_writes_millions_of_complaints_is_used_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Combine("engine");
        Be(program, "then=complain");
        await using var host = await StartAsync(program);

        await host.SampleWorksAsync();

        await host.MetricsSayAsync("bridges_network_healthy{network=\"engine\"} 1");
        await host.StopsInTimeAsync();
    }

    /// <summary>Replaces the engine's program by one that fails as told; none at all where nothing is told.</summary>
    private static void Be(string program, string arguments)
    {
        if (arguments.Length == 0 || OperatingSystem.IsWindows())
        {
            return;
        }

        var real = Path.Combine(InstalledFolders.Built("Bridges.Engines.FakeEngine"), "bridges-fake-engine");
        var next = $"{program}.next";
        File.WriteAllText(next, $"#!/bin/sh\nexec '{real}' {arguments}\n");
        File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(next, program, overwrite: true);
    }

    /// <summary>A host with an engine that works.</summary>
    internal static async Task<HostWithModules> StartWellAsync(TemporaryFolder folder)
    {
        var program = folder.Combine("engine");
        Be(program, "well");
        return await StartAsync(program);
    }

    private static async Task<HostWithModules> StartAsync(string program)
    {
        var modules = new InstalledFolders();
        modules.Add("Bridges.EngineModule", "engine");
        return await HostWithModules.StartAsync(modules, $"  engine: {{program: {program}}}");
    }
}
