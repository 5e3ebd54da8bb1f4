using Bridges.Chaos.Tests.Databases;
using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>The disk of the database is full until somebody makes room.</summary>
internal sealed class DiskFull(IChaosDatabase database) : IDisaster
{
    public async Task StrikeAsync(ChaosStage stage, Random random)
    {
        await database.FillDiskAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(1000 + random.Next(3000)));
        await database.FreeDiskAsync();
    }

    public override string ToString() => "the database's disk is full";
}
