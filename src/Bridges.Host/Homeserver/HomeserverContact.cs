using Prometheus;

namespace Bridges.Host;

/// <summary>Whether the homeserver reaches us, since when it does not, and both as a metric.</summary>
internal sealed class HomeserverContact(HostMetrics metrics, TimeProvider timeProvider)
{
    // There from the start, so that an alarm can be set on it; gone for a homeserver that cannot be asked.
    private readonly Gauge _reached = metrics.Factory.CreateGauge(
        "bridges_homeserver_reaches_us", "1 where the homeserver answered the last ping by calling back; 0 where it did not, or was not asked yet.");

    private long? _failingSince;

    /// <summary>The homeserver reached us when it was asked to last.</summary>
    public bool IsReached { get; private set; }

    /// <returns>How long it had failed before; null where it had not.</returns>
    public TimeSpan? Succeeded()
    {
        var outage = _failingSince is { } since ? timeProvider.GetElapsedTime(since) : default(TimeSpan?);
        _failingSince = null;
        _reached.Set(1);
        IsReached = true;
        return outage;
    }

    public void Failed()
    {
        _failingSince ??= timeProvider.GetTimestamp();
        _reached.Set(0);
        IsReached = false;
    }

    public void CannotBeKnown() => _reached.Unpublish();
}
