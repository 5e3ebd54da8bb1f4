using System.Diagnostics.Metrics;

namespace Bridges.Host;

/// <summary>What engines tell of themselves, asked at this moment: memory, restarts and version.</summary>
internal static class EngineFigures
{
    /// <summary>By the engine's name.</summary>
    public static IReadOnlyDictionary<string, EngineFigure> Read()
    {
        var figures = new Dictionary<string, EngineFigure>(StringComparer.Ordinal);
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
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(figures, instrument.Name, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    private static void Take(Dictionary<string, EngineFigure> figures, string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (name, version) = (default(string), default(string));
        foreach (var (key, told) in tags)
        {
            name = key == "engine" ? told as string : name;
            version = key == "version" ? told as string : version;
        }

        if (name is null)
        {
            return;
        }

        var known = figures.GetValueOrDefault(name) ?? new EngineFigure(0, 0, Version: null);
        figures[name] = instrument switch
        {
            "bridges.engine.memory" => known with { MemoryBytes = value },
            "bridges.engine.restarts" => known with { Restarts = value },
            "bridges.engine.info" => known with { Version = version },
            _ => known,
        };
    }
}
