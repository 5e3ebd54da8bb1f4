using Bridges.Chaos.Tests.Stage;
using Bridges.TestBeds.Postgres;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>The database server ends, in good order or not, and is back after a while.</summary>
internal sealed class DatabaseOutage(PostgresServer server) : IDisaster
{
    public async Task StrikeAsync(ChaosStage stage, Random random)
    {
        await (random.Next(2) == 0 ? server.StopAsync() : server.KillAsync());
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3000)));
        await server.StartAgainAsync();
    }

    public override string ToString() => "outage of the database server";
}
