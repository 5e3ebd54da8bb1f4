namespace Bridges.Host;

/// <summary>How long the host waits between looks at others. The defaults are what the program runs with.</summary>
internal sealed record HostTiming
{
    public static HostTiming Default { get; } = new();

    /// <summary>How long a database server that does not answer is waited for. Default: 2 minutes.</summary>
    public TimeSpan DatabasePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Between two pings while the homeserver reaches us. Default: 1 minute.</summary>
    public TimeSpan PingPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks at what admins should know of. Default: 30 seconds.</summary>
    public TimeSpan WatchPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long something may be wrong before admins are told. Default: 5 minutes.</summary>
    public TimeSpan ProblemPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two pings while it does not. Default: 30 seconds.</summary>
    public TimeSpan FailedPingPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two pings while it does not know what a ping is. Default: 1 hour.</summary>
    public TimeSpan UnknownPingPause { get; init; } = TimeSpan.FromHours(1);
}
