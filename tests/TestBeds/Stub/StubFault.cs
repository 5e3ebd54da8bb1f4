namespace Bridges.TestBeds.Stub;

/// <summary>How the stub misbehaves towards requests; see <see cref="StubFaults.Inject"/>.</summary>
public sealed record StubFault
{
    /// <summary>Which requests it strikes. Default: all.</summary>
    public Func<StubRequest, bool> Strikes { get; init; } = _ => true;

    /// <summary>How many requests it strikes before it is gone. Default: no limit.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>How long the answer is held back. Default: not at all.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The answer is held back until this ends. Default: not at all.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>The HTTP status to answer with instead of doing what was asked; 0, the default, does it.</summary>
    public int Status { get; init; }

    /// <summary>The <c>errcode</c> that goes with the status.</summary>
    public string ErrorCode { get; init; } = "M_UNKNOWN";

    /// <summary>A page that goes with the status in place of the homeserver's JSON. Default: none.</summary>
    public string? Page { get; init; }

    /// <summary><c>retry_after_ms</c> that goes with the status.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Cuts the connection instead of answering; with status 0, after having done what was asked.</summary>
    public bool CutConnection { get; init; }

    /// <summary>The server cannot be reached.</summary>
    public static StubFault Down { get; } = new() { Status = 503, CutConnection = true };

    /// <summary>The server does what was asked, but nobody hears of it.</summary>
    public static StubFault AnswerLost { get; } = new() { CutConnection = true };

    /// <summary>500 with no explanation.</summary>
    public static StubFault Broken { get; } = new() { Status = 500 };

    /// <summary>403 <c>M_FORBIDDEN</c>.</summary>
    public static StubFault Forbidden { get; } = new() { Status = 403, ErrorCode = "M_FORBIDDEN" };

    /// <summary>429 <c>M_LIMIT_EXCEEDED</c>.</summary>
    public static StubFault RateLimited(TimeSpan retryAfter) =>
        new() { Status = 429, ErrorCode = "M_LIMIT_EXCEEDED", RetryAfter = retryAfter };

    /// <summary>Something else answers at the homeserver's address, as a proxy in maintenance does.</summary>
    public static StubFault Proxy(int status) => new() { Status = status, Page = "<html><body>Back soon</body></html>" };

    /// <summary>Does what was asked and answers late.</summary>
    public static StubFault Slow(TimeSpan delay) => new() { Delay = delay };

    /// <summary>Does what was asked of it once, and answers when the test says so.</summary>
    public static StubFault Held(Task until) => new() { Until = until, Times = 1 };
}
