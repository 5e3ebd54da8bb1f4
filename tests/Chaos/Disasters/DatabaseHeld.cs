using Bridges.Chaos.Tests.Databases;
using Bridges.Chaos.Tests.Stage;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>A backup, or a curious admin, holds the database for longer than the bridge waits for it.</summary>
internal sealed class DatabaseHeld(IChaosDatabase database) : IDisaster
{
    public Task StrikeAsync(ChaosStage stage, Random random) => database.HoldAsync(TimeSpan.FromMilliseconds(1000 + random.Next(8000)));

    public override string ToString() => "the database is busy";
}
