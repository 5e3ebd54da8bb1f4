namespace Bridges.Storage;

/// <summary>What has become of a row. The numbers are in the database.</summary>
public enum JournalState
{
    /// <summary>Waits for its turn, or for the next attempt.</summary>
    Queued = 0,

    /// <summary>Is being handed to a network that does not know repeats: after a crash it is uncertain.</summary>
    HandingOver = 1,

    /// <summary>Given up; kept until somebody brings it back or drops it.</summary>
    Dead = 2,

    /// <summary>Delivered; kept without its payload for a while.</summary>
    Done = 3,
}
