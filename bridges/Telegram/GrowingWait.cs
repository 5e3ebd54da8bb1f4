namespace Bridges.Telegram;

/// <summary>The waits between tries: each twice as long as the one before, up to a longest. For one caller at a time.</summary>
internal sealed class GrowingWait(TimeSpan first, TimeSpan longest)
{
    private TimeSpan? _last;

    /// <summary>One second, then two, up to a minute.</summary>
    public static GrowingWait Usual() => new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    public TimeSpan Next()
    {
        var wait = _last is { } last ? last * 2 : first;
        _last = wait < longest ? wait : longest;
        return _last.Value;
    }

    /// <summary>It worked: the next wait is the first one again.</summary>
    public void Reset() => _last = null;
}
