using System.Diagnostics;
using System.Globalization;

namespace Bridges.TestBeds.Processes;

/// <summary>The children of a process that runs: threads and children of it may end at any moment.</summary>
public static class ProcessTree
{
    /// <summary>The ids of its children; none where it has ended.</summary>
    public static IReadOnlyList<int> ChildrenOf(int processId) =>
    [
        .. ThreadsOf(processId)
            .SelectMany(thread => Read(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    /// <summary>With which program and arguments it was started; empty where it has ended.</summary>
    public static string CommandLineOf(int processId) => Read($"/proc/{processId}/cmdline");

    /// <summary>Kills a process.</summary>
    /// <returns>False where it had ended already.</returns>
    public static bool Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string[] ThreadsOf(int processId)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{processId}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
