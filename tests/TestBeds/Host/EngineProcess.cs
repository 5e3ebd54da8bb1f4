using Bridges.TestBeds.Processes;

namespace Bridges.TestBeds.Host;

/// <summary>The processes in which the host runs the networks' own libraries.</summary>
public static class EngineProcess
{
    private const string Shell = "/bin/sh";

    /// <summary>A network's engine as the system knows it; none where it is just being started.</summary>
    public static IReadOnlyList<int> Find(BridgesHost host, string network) =>
        [.. ProcessTree.ChildrenOf(host.ProcessId).Where(child => ProcessTree.CommandLineOf(child).Contains($"modules/{network}/engine", StringComparison.Ordinal))];

    /// <summary>Ends a network's engine as a fault of the library would; nothing where it is just being started.</summary>
    public static void Kill(BridgesHost host, string network)
    {
        foreach (var engine in Find(host, network))
        {
            ProcessTree.Kill(engine);
        }
    }

    /// <summary>Freezes a network's engine, as one that hangs.</summary>
    /// <returns>How many were found.</returns>
    public static Task<int> FreezeAsync(BridgesHost host, string network) => SendAsync(host, network, "STOP");

    /// <summary>Has an engine that runs in Node.js open itself to debuggers; it says where.</summary>
    /// <returns>How many were found.</returns>
    public static Task<int> OpenToDebuggersAsync(BridgesHost host, string network) => SendAsync(host, network, "USR1");

    private static async Task<int> SendAsync(BridgesHost host, string network, string signal)
    {
        var engines = Find(host, network);
        foreach (var engine in engines)
        {
            await ChildProcess.RunAsync(new ProgramToRun(Shell, ["-c", $"kill -{signal} {engine}"]));
        }

        return engines.Count;
    }
}
