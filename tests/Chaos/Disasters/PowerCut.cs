using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Host and homeserver die together, as their machine would; the host is back first and has to wait.</summary>
internal sealed class PowerCut : IDisaster
{
    public async Task StrikeAsync(ChaosStage stage, Random random)
    {
        await Task.WhenAll(stage.Synapse.KillAsync(), stage.Host.KillAsync());
        await stage.Host.StartWithoutWaitingAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3000)));
        await stage.Synapse.StartAgainAsync();
        await stage.Host.WaitUntilReadyAsync();
    }

    public override string ToString() => "kill -9 of host and homeserver together";
}
