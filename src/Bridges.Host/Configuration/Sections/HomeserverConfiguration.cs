namespace Bridges.Host.Configuration;

/// <summary>The homeserver that this host belongs to.</summary>
internal sealed record HomeserverConfiguration
{
    /// <summary>Where its client-server API is reached from here.</summary>
    public required Uri Url { get; init; }

    /// <summary>The part of user ids after the colon.</summary>
    public required string ServerName { get; init; }

    /// <summary>Where changes of accounts' states are posted to, in the form of <c>com.beeper</c> bridge states; null for nowhere.</summary>
    public Uri? StatusEndpoint { get; init; }
}
