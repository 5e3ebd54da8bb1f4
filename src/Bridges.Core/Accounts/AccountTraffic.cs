namespace Bridges.Core.Accounts;

/// <summary>When an account's network last gave a sign, and for how long it is silent in its usual course.</summary>
internal sealed class AccountTraffic
{
    /// <summary>So many days are remembered, and as many as <see cref="FewestDays"/> make a habit.</summary>
    private const int Days = 7;

    private const int FewestDays = 2;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<DateOnly, TimeSpan> _longestByDay = [];
    private DateTimeOffset? _last;

    /// <summary>The last sign; null where there was none in this run of the account.</summary>
    public DateTimeOffset? Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>The longest silence of the last days; null where too few are known to speak of a habit.</summary>
    public TimeSpan? UsualSilence
    {
        get
        {
            lock (_lock)
            {
                return _longestByDay.Count < FewestDays ? null : _longestByDay.Values.Max();
            }
        }
    }

    /// <summary>Something came from the network.</summary>
    public void Seen(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_last is { } last)
            {
                var (day, gap) = (DateOnly.FromDateTime(now.UtcDateTime), now - last);
                _longestByDay[day] = _longestByDay.TryGetValue(day, out var known) && known > gap ? known : gap;
                while (_longestByDay.Count > Days)
                {
                    _longestByDay.Remove(_longestByDay.Keys.First());
                }
            }

            _last = now;
        }
    }
}
