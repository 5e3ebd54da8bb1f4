namespace Bridges.Engines;

/// <summary>How one engine program is started, watched and limited.</summary>
public sealed record EngineOptions
{
    /// <summary>Name in logs, metrics and problem texts, for example <c>telegram</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The program: a path, or a name that is looked up in <c>PATH</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>Arguments, passed as they are: no shell is involved.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// Variables set on top of the host's own environment; a null value removes one. The host's own <c>BRIDGES_</c> variables may
    /// hold its secrets and are never handed on.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Working directory; null: the host's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// A file in which the process is named, so that one that hangs and outlives its host is ended before the next is started; null: none.
    /// </summary>
    public string? ProcessNote { get; init; }

    /// <summary>Longest wait from start to the hello. Default: 60 seconds, as a small or busy machine takes its time.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for an answer when the call names no other. Default: 60 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Resident and swapped memory over which the engine is restarted; 0: no limit. Default: 1 GiB.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>Time between two looks at memory and two pings, and the longest wait for a ping's answer. Default: 5 seconds.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Request that any healthy engine answers at once; null: no pings. Default: null.</summary>
    public string? PingMethod { get; init; }

    /// <summary>Unanswered pings in a row after which the engine is killed and restarted. Default: 3.</summary>
    public int PingMisses { get; init; } = 3;

    /// <summary>Longest line, either way. A longer one from the engine gets it restarted. Default: 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>Requests and notifications that may wait at once; more are refused. Default: 4096.</summary>
    public int MaxPendingRequests { get; init; } = 4096;

    /// <summary>Bytes of notifications read ahead of the consumer; over it, the engine's output is left unread. Default: 4 MiB.</summary>
    public int MaxQueuedBytes { get; init; } = 4 << 20;

    /// <summary>Wait before the first restart; doubles with each further one. Default: 1 second.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a restart. Default: 60 seconds.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time an engine must have run for the next back-off to begin at <see cref="FirstBackoff"/> again. Default: 1 minute.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an engine may take to end after its input was closed, before it is killed. Default: 15 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The notification by which the engine says that it is ready; null: it sends none and is ready at once. Default: <c>hello</c>.</summary>
    public string? HelloMethod { get; init; } = "hello";

    /// <summary>Judges the hello: returns null, or in plain words why this engine cannot be used (a wrong version …).</summary>
    public Func<EngineHello, string?>? CheckHello { get; init; }

    /// <summary>Removes secrets from a line of the engine's error output before it is logged or shown.</summary>
    public Func<string, string>? Redact { get; init; }
}
