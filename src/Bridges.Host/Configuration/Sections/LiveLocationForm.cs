namespace Bridges.Host.Configuration;

/// <summary>What a place that somebody shares for a while becomes on Matrix.</summary>
internal enum LiveLocationForm
{
    /// <summary>MSC3672, which shows it on a map as it moves; not every client knows it.</summary>
    Beacons,

    /// <summary>One message, edited: every client shows it.</summary>
    Edits,
}
