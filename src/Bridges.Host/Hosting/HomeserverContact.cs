using Prometheus;

namespace Bridges.Host;

/// <summary>Whether the homeserver reaches us, since when it does not, and both as a metric.</summary>
internal sealed class HomeserverContact(HostMetrics metrics, TimeProvider timeProvider)
{
    // Nothing is shown before the first ping, nor for a homeserver that cannot be asked.
    private readonly Gauge _reached = metrics.Factory.CreateGauge(
        "bridges_homeserver_reaches_us", "1 where the homeserver answered the last ping by calling back, 0 where it did not.", new GaugeConfiguration { SuppressInitialValue = true });

    private long? _failingSince;

    /// <returns>How long it had failed before; null where it had not.</returns>
    public TimeSpan? Succeeded()
    {
        var outage = _failingSince is { } since ? timeProvider.GetElapsedTime(since) : default(TimeSpan?);
        _failingSince = null;
        _reached.Set(1);
        return outage;
    }

    public void Failed()
    {
        _failingSince ??= timeProvider.GetTimestamp();
        _reached.Set(0);
    }

    public void CannotBeKnown() => _reached.Unpublish();
}
