using Bridges.Chaos.Tests.Stage;
using Bridges.TestBeds.Processes;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>The process in which TDLib runs is killed; the host starts another by itself.</summary>
internal sealed class EngineKill : IDisaster
{
    public Task StrikeAsync(ChaosStage stage, Random random)
    {
        foreach (var child in ProcessTree.ChildrenOf(stage.Host.ProcessId))
        {
            ProcessTree.Kill(child);
        }

        return Task.CompletedTask;
    }

    public override string ToString() => "kill -9 of the engine";
}
