using System.Diagnostics.Metrics;

namespace Bridges.Host;

/// <summary>How many journal rows were delivered in each hour of the last week, from the bridge's own counter.</summary>
internal sealed class MessageHistory : IDisposable
{
    public const int Hours = 7 * 24;

    private readonly MeterListener _listener = new();
    private readonly int[] _counts = new int[Hours];
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private long _hour;

    public MessageHistory(TimeProvider time)
    {
        _time = time;
        _hour = CurrentHour;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "bridges_rows", Meter.Name: "Bridges" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Count(value, tags));
        _listener.Start();
    }

    private long CurrentHour => _time.GetUtcNow().ToUnixTimeSeconds() / 3600;

    /// <summary>Oldest hour first; the last is the one at hand.</summary>
    public IReadOnlyList<int> Read() => Snapshot().Counts;

    /// <summary>The hour at hand, and the counts up to it, as they are to be kept.</summary>
    public (long Hour, IReadOnlyList<int> Counts) Snapshot()
    {
        lock (_lock)
        {
            return (Advance(), [.. Enumerable.Range(1, Hours).Select(offset => _counts[(_hour + offset) % Hours])]);
        }
    }

    /// <summary>Adds what was counted before a restart, as a snapshot has it.</summary>
    public void Add(long hour, IReadOnlyList<int> counts)
    {
        lock (_lock)
        {
            var now = Advance();
            for (var age = 0; age < Math.Min(counts.Count, Hours); age++)
            {
                // A clock that was set back leaves nothing of hours that have not come.
                if (hour - age is var counted && counted <= now && now - counted < Hours && counted >= 0)
                {
                    _counts[counted % Hours] += Math.Max(0, counts[counts.Count - 1 - age]);
                }
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, outcome) in tags)
        {
            if (key == "outcome" && outcome is "done")
            {
                lock (_lock)
                {
                    Advance();
                    _counts[_hour % Hours] += (int)value;
                }
            }
        }
    }

    private long Advance()
    {
        for (var now = CurrentHour; _hour < now; _hour++)
        {
            _counts[(_hour + 1) % Hours] = 0;
        }

        return _hour;
    }
}
