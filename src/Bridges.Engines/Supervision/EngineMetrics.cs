using System.Diagnostics.Metrics;

namespace Bridges.Engines.Supervision;

/// <summary>One engine's figures in the meter <c>Bridges.Engines</c>.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter meter = new("Bridges.Engines");

    public EngineMetrics(string engine, Func<EngineStatus> status)
    {
        KeyValuePair<string, object?>[] tags = [new("engine", engine)];
        meter.CreateObservableCounter(
            "bridges.engine.restarts", () => new Measurement<long>(status().Restarts, tags), description: "Restarts since the host started.");
        meter.CreateObservableGauge(
            "bridges.engine.state",
            () => new Measurement<int>((int)status().Condition, tags),
            description: "0 stopped, 1 starting, 2 running, 3 waiting for a restart, 4 broken.");
        meter.CreateObservableGauge(
            "bridges.engine.memory",
            () => new Measurement<long>(status().MemoryBytes ?? 0, tags),
            unit: "By",
            description: "Resident and swapped memory.");
        meter.CreateObservableGauge(
            "bridges.engine.info",
            IEnumerable<Measurement<long>> () => status().Version is { } version ? [new Measurement<long>(1, [.. tags, new("version", version)])] : [],
            description: "1 for the version of the network's library that the engine said it has.");
    }

    public void Dispose() => meter.Dispose();
}
