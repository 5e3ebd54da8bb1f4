namespace Bridges.TestBeds.Stub;

/// <summary>How a <see cref="StubHomeserver"/> is set up.</summary>
public sealed record StubOptions
{
    /// <summary>The part after the colon of user ids. Default: <c>hs.test</c>.</summary>
    public string ServerName { get; init; } = "hs.test";

    /// <summary>Where the application service listens; can be set later with <see cref="StubHomeserver.AppserviceUrl"/>.</summary>
    public Uri? AppserviceUrl { get; init; }

    /// <summary>The tokens the homeserver accepts from the application service (one a registration).</summary>
    public IReadOnlyList<string> AppserviceTokens { get; init; } = ["stub-as-token"];

    /// <summary>The token the homeserver shows to the application service.</summary>
    public string HomeserverToken { get; init; } = "stub-hs-token";

    /// <summary>The local part of the user whose the application service's token is.</summary>
    public string SenderLocalpart { get; init; } = "_bridges_service";

    /// <summary>The local part of the application service's bot.</summary>
    public string BotLocalpart { get; init; } = "bridges";

    /// <summary>The TCP port on loopback; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Whether every request, event and upload is remembered for tests to look at. Default: yes; benchmarks turn it off and
    /// count with <see cref="StubHomeserver.EventsAccepted"/>.
    /// </summary>
    public bool Remember { get; init; } = true;

    /// <summary>Told of each event that comes to be in a room, before its sender hears of it; must be quick. Default: null.</summary>
    public Action<SentEvent>? Accepted { get; init; }
}
