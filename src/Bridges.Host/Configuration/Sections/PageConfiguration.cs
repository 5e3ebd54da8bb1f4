namespace Bridges.Host.Configuration;

/// <summary>The page by which users and admins look after everything.</summary>
internal sealed record PageConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>How browsers reach it; by default the address that the host listens on, as seen from this machine.</summary>
    public Uri? Url { get; init; }
}
