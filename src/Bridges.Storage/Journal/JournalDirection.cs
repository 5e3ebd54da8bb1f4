namespace Bridges.Storage;

/// <summary>Where a row came from.</summary>
public enum JournalDirection
{
    FromMatrix = 0,
    FromNetwork = 1,
}
