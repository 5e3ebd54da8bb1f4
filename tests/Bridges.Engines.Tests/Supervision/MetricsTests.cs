using System.Diagnostics.Metrics;
using Bridges.Engines.Supervision;

namespace Bridges.Engines.Tests.Supervision;

public sealed class MetricsTests
{
    [Fact]
    public void State_restarts_and_memory_are_measured_by_engine()
    {
        var status = new EngineStatus(EngineCondition.Running, null, 3, 1000, 1, "1.0");
        using var metrics = new EngineMetrics("measured", () => status);
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Bridges.Engines")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal(3, seen["bridges.engine.restarts"]);
        Assert.Equal(2, seen["bridges.engine.state"]);
        Assert.Equal(1000, seen["bridges.engine.memory"]);

        void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags is [{ Key: "engine", Value: "measured" }])
            {
                seen[instrument.Name] = value;
            }
        }
    }
}
