namespace Bridges.Core.Lanes;

/// <summary>When a row is tried again, when its author hears of it, and when it is given up.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    /// <summary>A network or homeserver that stays away longer than this loses the message, and the author is told.</summary>
    public static TimeSpan GiveUpAfter { get; } = TimeSpan.FromDays(3);

    /// <summary>However old a message is, its lane tries that long before it gives it up: the bridge may have been off for days.</summary>
    public static TimeSpan LeastTried { get; } = TimeSpan.FromHours(1);

    /// <summary>How long a message is held up before its author is told so.</summary>
    public static TimeSpan AnnounceAfter { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Doubles from half a second to a minute, never less than the other side asked for.</summary>
    public static TimeSpan Delay(int attempts, TimeSpan? atLeast)
    {
        var delay = TimeSpan.FromSeconds(0.5 * Math.Pow(2, Math.Min(attempts - 1, 10)));
        delay = delay < _longest ? delay : _longest;
        return atLeast is { } least && least > delay ? least : delay;
    }
}
