using Bridges.Core.FromMatrix;
using Bridges.Core.FromNetwork;
using Bridges.Core.Lanes;
using Bridges.Core.Metrics;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Status;

/// <summary>Works rows off in either direction, counts them, and turns expected failures into outcomes.</summary>
internal sealed class JournalRowHandler(
    MatrixRowHandler fromMatrix, RemoteEventHandler fromNetwork, DeliveryReports reports, BridgeMeter meter, ICheckpoints checkpoints) : ILaneHandler
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(row, lane, cancellationToken);
        meter.Handled(row, outcome);
        return outcome;
    }

    public async Task AnnounceDeadAsync(JournalRow row, string reason, CancellationToken cancellationToken)
    {
        if (row is { Direction: JournalDirection.FromMatrix, EventId: { } eventId, RoomId: { } room })
        {
            checkpoints.Reached(Checkpoint.FailureTelling);
            try
            {
                await reports.FailedAsync(new RoomId(room), new EventId(eventId), row.Network, reason, cancellationToken);
                checkpoints.Reached(Checkpoint.FailureTold);
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                // The room is closed to us: there is nobody left to tell but the admin, who sees the dead letter.
            }
        }
    }

    public Task AnnounceDelayAsync(JournalRow row, string reason, CancellationToken cancellationToken) =>
        row is { Direction: JournalDirection.FromMatrix, EventId: { } eventId, RoomId: { } room }
            ? reports.DelayedAsync(new RoomId(room), new EventId(eventId), row.Network, reason, cancellationToken)
            : Task.CompletedTask;

    private async Task<RowOutcome> TryAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        try
        {
            return row.Direction == JournalDirection.FromMatrix
                ? await fromMatrix.HandleAsync(row, lane, cancellationToken)
                : await fromNetwork.HandleAsync(row, lane, cancellationToken);
        }
        catch (Exception exception) when (Failures.IsExpected(exception))
        {
            return Failures.ToOutcome(exception);
        }
    }
}
