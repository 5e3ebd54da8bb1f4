namespace Bridges.Matrix;

/// <summary>Which homeserver to talk to, as whom, and with how much patience.</summary>
public sealed record HomeserverOptions
{
    /// <summary>Where the homeserver's client-server API answers, such as <c>http://127.0.0.1:8008</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>An application service's <c>as_token</c>, or a user's access token.</summary>
    public required string Token { get; init; }

    /// <summary>Whom the client speaks for where nobody is named; null, the default: the token's own user.</summary>
    public UserId? User { get; init; }

    /// <summary>The longest wait for one answer. Default: 60 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest time for one upload. Default: 2 hours, so that a large file comes through a slow line.</summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a download may stand still. Default: 1 minute.</summary>
    public TimeSpan DownloadStall { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often an idempotent call is tried while the homeserver does not answer or answers 502, 503 or 504. Default: 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>How long one call waits in all while the homeserver says "too many requests". Default: 1 minute.</summary>
    public TimeSpan RateLimitPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest JSON answer that is read, in bytes. Default: 64 MiB.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Leaves the token out: options end up in logs.</summary>
    public override string ToString() => $"{nameof(HomeserverOptions)} {{ Url = {Url} }}";
}
