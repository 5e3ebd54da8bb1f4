using System.Diagnostics.Metrics;

namespace Bridges.Host;

/// <summary>Reads an instrument's kind off its type, and its metric's name off both.</summary>
internal static class InstrumentKinds
{
    public static InstrumentKind Of(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) ? InstrumentKind.Counter
            : type == typeof(ObservableCounter<>) ? InstrumentKind.ObservedCounter
            : type == typeof(UpDownCounter<>) ? InstrumentKind.UpDown
            : type == typeof(Histogram<>) ? InstrumentKind.Histogram
            : InstrumentKind.Gauge;
    }

    public static string MetricName(Instrument instrument, InstrumentKind kind)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var unit = instrument.Unit switch { "By" => "_bytes", "s" => "_seconds", _ => "" };
        var suffix = kind is InstrumentKind.Counter or InstrumentKind.ObservedCounter ? "_total" : "";
        return name + (name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit) + suffix;
    }
}
