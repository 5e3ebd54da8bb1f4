using Bridges.Core.Lanes;
using Bridges.Core.Metrics;
using Bridges.Core.MissedEvents;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.RowHandling;

/// <summary>Works rows off in either direction, counts them, and turns expected failures into outcomes.</summary>
internal sealed class JournalRowHandler(RowDirections directions, RowAnnouncements announcements, MissedEventSearch missed, BridgeMeter meter) : ILaneHandler
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(row, lane, cancellationToken);
        meter.Handled(row, outcome);
        return outcome;
    }

    public Task AnnounceDeadAsync(JournalRow row, string reason, CancellationToken cancellationToken) => announcements.DeadAsync(row, reason, cancellationToken);

    public Task AnnounceDelayAsync(JournalRow row, string reason, CancellationToken cancellationToken) => announcements.DelayAsync(row, reason, cancellationToken);

    private async Task<RowOutcome> TryAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        try
        {
            return await directions.HandleAsync(row, lane, cancellationToken);
        }
        catch (Exception exception) when (Failures.IsExpected(exception))
        {
            if (exception is HomeserverUnreachableException)
            {
                missed.Suspect();
            }

            return Failures.ToOutcome(exception);
        }
    }
}
