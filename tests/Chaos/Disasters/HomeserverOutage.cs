using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Synapse ends, in good order or not, and is back after a while.</summary>
internal sealed class HomeserverOutage : IDisaster
{
    public async Task StrikeAsync(ChaosStage stage, Random random)
    {
        await (random.Next(2) == 0 ? stage.Synapse.StopAsync() : stage.Synapse.KillAsync());
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3000)));
        await stage.Synapse.StartAgainAsync();
    }

    public override string ToString() => "outage of the homeserver";
}
