using Bridges.TestBeds.Host;
using Bridges.TestBeds.Processes;

namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>The process in which the host runs Telegram's library.</summary>
internal static class EngineProcess
{
    /// <summary>Ends it as a fault of the library would.</summary>
    public static void Kill(BridgesHost host)
    {
        foreach (var engine in ProcessTree.ChildrenOf(host.ProcessId))
        {
            ProcessTree.Kill(engine);
        }
    }
}
