using System.Diagnostics.Metrics;
using Prometheus;

namespace Bridges.Host;

/// <summary>
/// Shows this program's own meters in a Prometheus registry. An instrument's name is its metric's, with underscores for dots,
/// its unit behind it and <c>_total</c> behind counters.
/// </summary>
internal sealed class MeterBinding : IDisposable
{
    private const string Meters = "Bridges";

    private readonly MeterListener _listener = new();
    private readonly MetricFactory _metrics;

    public MeterBinding(CollectorRegistry registry)
    {
        _metrics = Prometheus.Metrics.WithCustomRegistry(registry);
        registry.AddBeforeCollectCallback(Observe);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meters || instrument.Meter.Name.StartsWith(Meters + ".", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // A module's instrument failed; all others are recorded none the less.
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            Show(instrument, value, tags);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Two instruments of one name and different kinds, or a name that Prometheus does not take. Whoever measures
            // must not fail over it.
        }
    }

    private void Show(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = InstrumentKinds.Of(instrument);
        var name = InstrumentKinds.MetricName(instrument, kind);
        var help = instrument.Description ?? name;
        var labels = new string[tags.Length];
        var values = new string[tags.Length];
        for (var index = 0; index < tags.Length; index++)
        {
            labels[index] = tags[index].Key.Replace('.', '_');
            values[index] = tags[index].Value?.ToString() ?? "";
        }

        switch (kind)
        {
            case InstrumentKind.Counter:
                _metrics.CreateCounter(name, help, labels).WithLabels(values).Inc(value);
                break;
            case InstrumentKind.ObservedCounter:
                _metrics.CreateCounter(name, help, labels).WithLabels(values).IncTo(value);
                break;
            case InstrumentKind.UpDown:
                _metrics.CreateGauge(name, help, labels).WithLabels(values).Inc(value);
                break;
            case InstrumentKind.Histogram:
                _metrics.CreateHistogram(name, help, labels).WithLabels(values).Observe(value);
                break;
            default:
                _metrics.CreateGauge(name, help, labels).WithLabels(values).Set(value);
                break;
        }
    }
}
