using System.Diagnostics;
using System.Globalization;
using Bridges.TestBeds.Host;

namespace Bridges.WhatsApp.EndToEnd.Tests.Beds;

/// <summary>The process in which the host runs WhatsApp's library.</summary>
internal static class EngineProcess
{
    /// <summary>Ends it as a fault of the library would; nothing where it is just being started.</summary>
    public static void Kill(BridgesHost host)
    {
        foreach (var child in ChildrenOf(host.ProcessId))
        {
            try
            {
                using var process = Process.GetProcessById(child);
                if (File.ReadAllText($"/proc/{child}/cmdline").Contains("main.ts", StringComparison.Ordinal))
                {
                    process.Kill();
                }
            }
            catch (Exception exception) when (exception is ArgumentException or IOException or InvalidOperationException)
            {
                // It ended meanwhile.
            }
        }
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        from thread in Directory.EnumerateDirectories($"/proc/{process}/task")
        from child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);
}
