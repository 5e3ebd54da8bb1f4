using Bridges.Core.FromMatrix;
using Bridges.Core.FromNetwork.Transfers;
using Bridges.Core.Lanes;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.RowHandling;

/// <summary>Tells those whom it concerns that a row is held up, or given up: of what comes from Matrix its author, of anything else the chat.</summary>
internal sealed class RowAnnouncements(OutgoingFailures failures, UnshownMessages unshown, LostTransfers transfers, ICheckpoints checkpoints)
{
    public async Task DeadAsync(JournalRow row, string reason, CancellationToken cancellationToken)
    {
        checkpoints.Reached(Checkpoint.FailureTelling);
        try
        {
            await (row.Direction == JournalDirection.FromMatrix
                ? failures.FailedAsync(row, reason, cancellationToken)
                : LaneKey.IsTransfer(row.Lane) ? transfers.TellAsync(row, reason, cancellationToken)
                : unshown.TellAsync(row, reason, cancellationToken));
            checkpoints.Reached(Checkpoint.FailureTold);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The room is closed to us: there is nobody left to tell but the admin, who sees the dead letter.
        }
    }

    public Task DelayAsync(JournalRow row, string reason, CancellationToken cancellationToken) =>
        row.Direction == JournalDirection.FromMatrix ? failures.DelayedAsync(row, reason, cancellationToken) : Task.CompletedTask;
}
