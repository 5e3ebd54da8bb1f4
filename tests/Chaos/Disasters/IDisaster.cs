using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Something that goes wrong, and is over when the task completes.</summary>
internal interface IDisaster
{
    Task StrikeAsync(ChaosStage stage, Random random);
}
