using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>Works off one journal row. Called for one row of a lane at a time.</summary>
internal interface ILaneHandler
{
    /// <summary>
    /// Does what the row asks for. An outcome is returned, never thrown; what is thrown all the same is a fault of ours
    /// and ends the row as dead once it has happened a few times.
    /// </summary>
    Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the author that a row will not get through. Throws where that cannot be done now; it is then tried again.
    /// </summary>
    Task AnnounceDeadAsync(JournalRow row, string reason, CancellationToken cancellationToken);

    /// <summary>Tells the author, once, that a row is held up.</summary>
    Task AnnounceDelayAsync(JournalRow row, string reason, CancellationToken cancellationToken);
}
