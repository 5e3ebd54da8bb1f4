namespace Bridges.Host.Cli;

/// <summary>What must be known to write a configuration.</summary>
internal sealed record InitAnswers
{
    public required string HomeserverUrl { get; init; }

    public required string ServerName { get; init; }

    public required string Database { get; init; }

    /// <summary>The user id of the admin; empty for none.</summary>
    public required string Admin { get; init; }

    /// <summary>How the homeserver reaches the bridge.</summary>
    public required string BridgeUrl { get; init; }

    /// <summary>How browsers reach the page; empty for this machine only.</summary>
    public string PageUrl { get; init; } = "";

    /// <summary>The Matrix client of its users; empty for none in particular.</summary>
    public string ClientUrl { get; init; } = "";

    /// <summary>The networks that are enabled from the start.</summary>
    public NetworkAnswers Networks { get; init; } = NetworkAnswers.Nothing;

    /// <summary>Where to listen, so that <see cref="BridgeUrl"/> is answered: on loopback only where that is enough.</summary>
    public string Listen => Uri.TryCreate(BridgeUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
        ? $"{(!url.IsLoopback ? "*" : url.HostNameType == UriHostNameType.IPv6 ? url.Host : "127.0.0.1")}:{url.Port}"
        : $"127.0.0.1:{InitDefaults.Port}";
}
