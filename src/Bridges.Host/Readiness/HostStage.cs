namespace Bridges.Host;

/// <summary>How far the start has come.</summary>
internal enum HostStage
{
    Starting,

    /// <summary>The homeserver does not answer yet; asked again and again.</summary>
    WaitingForHomeserver,

    /// <summary>The networks are starting.</summary>
    StartingNetworks,

    Ready,

    Stopping,
}
