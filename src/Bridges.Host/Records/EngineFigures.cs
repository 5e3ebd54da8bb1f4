using System.Diagnostics.Metrics;

namespace Bridges.Host;

/// <summary>What engines tell of themselves, asked at this moment: memory and restarts.</summary>
internal static class EngineFigures
{
    /// <summary>By the engine's name.</summary>
    public static IReadOnlyDictionary<string, (long Memory, long Restarts)> Read()
    {
        var figures = new Dictionary<string, (long Memory, long Restarts)>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Bridges.Engines")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var (key, engine) in tags)
            {
                if (key == "engine" && engine is string name)
                {
                    var known = figures.GetValueOrDefault(name);
                    figures[name] = instrument.Name switch
                    {
                        "bridges.engine.memory" => known with { Memory = value },
                        "bridges.engine.restarts" => known with { Restarts = value },
                        _ => known,
                    };
                }
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }
}
