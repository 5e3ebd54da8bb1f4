using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>The host is killed in the midst of its work, stays away for a moment and is started again.</summary>
internal sealed class HostKill : IDisaster
{
    public async Task StrikeAsync(ChaosStage stage, Random random)
    {
        await stage.Host.KillAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)));
        await stage.Host.StartAsync();
    }

    public override string ToString() => "kill -9 of the host";
}
