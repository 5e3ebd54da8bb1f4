using System.Diagnostics;
using System.Globalization;
using Bridges.TestBeds.Host;

namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>The process in which the host runs Telegram's library.</summary>
internal static class EngineProcess
{
    /// <summary>Ends it as a fault of the library would.</summary>
    public static void Kill(BridgesHost host)
    {
        foreach (var engine in ChildrenOf(host.ProcessId))
        {
            using var process = Process.GetProcessById(engine);
            process.Kill();
        }
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        from thread in Directory.EnumerateDirectories($"/proc/{process}/task")
        from child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);
}
