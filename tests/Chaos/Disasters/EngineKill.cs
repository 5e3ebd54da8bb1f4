using System.Diagnostics;
using System.Globalization;
using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>The process in which TDLib runs is killed; the host starts another by itself.</summary>
internal sealed class EngineKill : IDisaster
{
    public Task StrikeAsync(ChaosStage stage, Random random)
    {
        foreach (var child in ChildrenOf(stage.Host.ProcessId))
        {
            Kill(child);
        }

        return Task.CompletedTask;
    }

    public override string ToString() => "kill -9 of the engine";

    private static IEnumerable<int> ChildrenOf(int parent) =>
        Directory.EnumerateDirectories($"/proc/{parent}/task")
            .Select(thread => Path.Combine(thread, "children"))
            .Where(File.Exists)
            .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            .ToArray();

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has just ended by itself.
        }
    }
}
