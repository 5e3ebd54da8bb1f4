namespace Bridges.Host.Configuration;

/// <summary>What the homeserver knows this host by, and how it reaches it.</summary>
internal sealed record AppserviceConfiguration
{
    public string Id { get; init; } = "bridges";

    public ListenAddress Listen { get; init; } = new("127.0.0.1", 29400);

    /// <summary>How the homeserver reaches <see cref="Listen"/>; by default the same address.</summary>
    public Uri? Url { get; init; }

    /// <summary>The bot's localpart.</summary>
    public string Bot { get; init; } = "bridges";

    public string BotName { get; init; } = "Bridges";

    /// <summary>What the localpart of every ghost begins with.</summary>
    public string GhostPrefix { get; init; } = "_bridges_";

    public required Secret AsToken { get; init; }

    public required Secret HsToken { get; init; }

    /// <summary><see cref="Url"/>, or what follows from <see cref="Listen"/>.</summary>
    public Uri ReachableUrl => Url ?? Listen.LocalUrl;
}
