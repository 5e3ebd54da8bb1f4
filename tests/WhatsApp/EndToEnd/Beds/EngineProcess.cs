using System.Diagnostics;
using System.Globalization;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Processes;

namespace Bridges.WhatsApp.EndToEnd.Tests.Beds;

/// <summary>The processes in which the host runs the networks' own libraries.</summary>
internal static class EngineProcess
{
    private const string Shell = "/bin/sh";

    /// <summary>Ends a network's engine as a fault of the library would; nothing where it is just being started.</summary>
    public static void Kill(BridgesHost host, string network)
    {
        foreach (var engine in Find(host, network))
        {
            try
            {
                using var process = Process.GetProcessById(engine);
                process.Kill();
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // It ended meanwhile.
            }
        }
    }

    /// <summary>Freezes a network's engine, as one that hangs.</summary>
    /// <returns>How many were found.</returns>
    public static async Task<int> FreezeAsync(BridgesHost host, string network)
    {
        var engines = Find(host, network);
        foreach (var engine in engines)
        {
            await ChildProcess.RunAsync(new ProgramToRun(Shell, ["-c", $"kill -STOP {engine}"]));
        }

        return engines.Count;
    }

    private static List<int> Find(BridgesHost host, string network) =>
    [
        .. from thread in Directory.EnumerateDirectories($"/proc/{host.ProcessId}/task")
           from child in Read(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
           where Read($"/proc/{child}/cmdline").Contains($"modules/{network}/engine", StringComparison.Ordinal)
           select int.Parse(child, CultureInfo.InvariantCulture),
    ];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
