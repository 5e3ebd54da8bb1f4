namespace Bridges.Host.Configuration;

/// <summary>The page by which users and admins look after everything.</summary>
internal sealed record PageConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>How browsers reach it; by default the address that the host listens on, as seen from this machine.</summary>
    public Uri? Url { get; init; }

    /// <summary>Where the page listens, if not with everything else.</summary>
    public ListenAddress? Listen { get; init; }

    /// <summary>The Matrix client that links to rooms open, such as <c>https://chat.example.org</c>; by default matrix.to asks for one.</summary>
    public Uri? ClientUrl { get; init; }
}
