using Bridges.Host.Tests.Hosting;
using Bridges.Host.Tests.Modules;

namespace Bridges.Host.Tests.Metrics;

public sealed class FromTheStartTests
{
    [Theory]
    [InlineData("bridges_journal_pending{network=\"sample\",direction=\"from_matrix\"} 0")]
    [InlineData("bridges_journal_oldest_seconds{network=\"sample\",direction=\"from_network\"} 0")]
    [InlineData("bridges_dead_letters{network=\"nothere\",direction=\"from_network\"} 0")]
    [InlineData("bridges_accounts{network=\"sample\",state=\"loggedout\"} 0")]
    [InlineData("bridges_network_healthy{network=\"nothere\"} 0")]
    [InlineData("bridges_rows_total{network=\"sample\",direction=\"from_network\",outcome=\"dead\"} 0")]
    [InlineData("bridges_transfers_running{network=\"sample\",direction=\"from_network\"} 0")]
    [InlineData("bridges_transfers_total{network=\"sample\",direction=\"from_matrix\",outcome=\"failed\"} 0")]
    [InlineData("bridges_transfer_bytes_total{network=\"sample\",direction=\"from_matrix\"} 0")]
    [InlineData("bridges_stored_bytes{part=\"database\"} ")]
    [InlineData("bridges_stored_bytes{part=\"engine of sample\"} ")]
    [InlineData("bridges_homeserver_reaches_us ")]
    [InlineData("process_working_set_bytes ")]
    [InlineData("process_cpu_seconds_total ")]
    [InlineData("process_start_time_seconds ")]
    public async Task Figures_are_there_before_anything_has_happened(string line)
    {
        using var modules = new InstalledModules().Install();
        await using var host = await RunningHost.PrepareAsync($"modules_directory: {modules.Directory}\nnetworks: {{sample: , nothere: }}");
        host.Start();
        await host.WaitUntilReadyAsync();

        Assert.Contains("\n" + line, await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
