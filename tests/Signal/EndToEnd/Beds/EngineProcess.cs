using Bridges.TestBeds.Host;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.EndToEnd.Tests.Beds;

/// <summary>The process in which the host runs Signal's libraries.</summary>
internal static class EngineProcess
{
    /// <summary>Ends it as a fault of the library would; nothing where it is just being started.</summary>
    public static void Kill(BridgesHost host)
    {
        foreach (var child in ProcessTree.ChildrenOf(host.ProcessId).Where(child => ProcessTree.CommandLineOf(child).Contains("main.ts", StringComparison.Ordinal)))
        {
            ProcessTree.Kill(child);
        }
    }
}
