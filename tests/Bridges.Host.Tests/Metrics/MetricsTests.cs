using System.Diagnostics.Metrics;
using Bridges.Host.Tests.Http;

namespace Bridges.Host.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task Every_kind_of_instrument_is_told_in_the_form_of_Prometheus()
    {
        await using var server = await RunningServer.StartAsync();
        using var meter = new Meter("Bridges.Engines");
        meter.CreateCounter<long>("test.things").Add(3, new KeyValuePair<string, object?>("network", "telegram"));
        meter.CreateObservableCounter("test.restarts", () => 2);
        meter.CreateObservableGauge("test.memory", () => new Measurement<long>(1024, new KeyValuePair<string, object?>("engine", "tdlib")), unit: "By");
        meter.CreateUpDownCounter<int>("test.open").Add(5);
        meter.CreateHistogram<double>("test.latency", unit: "s").Record(0.02);

        var text = await server.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("test_things_total{network=\"telegram\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("test_restarts_total 2\n", text, StringComparison.Ordinal);
        Assert.Contains("test_memory_bytes{engine=\"tdlib\"} 1024\n", text, StringComparison.Ordinal);
        Assert.Contains("test_open 5\n", text, StringComparison.Ordinal);
        Assert.Contains("test_latency_seconds_count 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instrument_that_fails_or_clashes_harms_nobody()
    {
        await using var server = await RunningServer.StartAsync();
        using var meter = new Meter("Bridges.Engines");
        meter.CreateCounter<long>("clash").Add(1);
        meter.CreateHistogram<double>("clash_total").Record(1);
        meter.CreateObservableGauge("broken", static int () => throw new InvalidOperationException("broken"));
        meter.CreateCounter<long>("odd").Add(1, new KeyValuePair<string, object?>("ö", 1));

        Assert.Contains("clash_total 1", await server.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meters_of_others_stay_out()
    {
        await using var server = await RunningServer.StartAsync();
        using var meter = new Meter("Bridgestone");
        meter.CreateCounter<long>("tyres").Add(4);

        Assert.DoesNotContain("tyres", await server.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
