using Bridges.Core.MissedEvents;
using Bridges.Core.FromMatrix;
using Bridges.Core.FromNetwork;
using Bridges.Core.FromNetwork.Transfers;
using Bridges.Core.Lanes;
using Bridges.Core.Metrics;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.RowHandling;

/// <summary>Works rows off in either direction, counts them, and turns expected failures into outcomes.</summary>
internal sealed class JournalRowHandler(
    MatrixRowHandler fromMatrix, RemoteEventHandler fromNetwork, RemoteTransfers transfers, OutgoingFailures failures, UnshownMessages unshown, MissedEventSearch missed, BridgeMeter meter,
    NetworkCatalog networks, ICheckpoints checkpoints, TimeProvider time) : ILaneHandler
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(row, lane, cancellationToken);
        meter.Handled(row, outcome);
        return outcome;
    }

    public async Task AnnounceDeadAsync(JournalRow row, string reason, CancellationToken cancellationToken)
    {
        checkpoints.Reached(Checkpoint.FailureTelling);
        try
        {
            await (row.Direction == JournalDirection.FromMatrix
                ? failures.FailedAsync(row, reason, cancellationToken)
                : unshown.TellAsync(row, reason, cancellationToken));
            checkpoints.Reached(Checkpoint.FailureTold);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The room is closed to us: there is nobody left to tell but the admin, who sees the dead letter.
        }
    }

    public Task AnnounceDelayAsync(JournalRow row, string reason, CancellationToken cancellationToken) =>
        row.Direction == JournalDirection.FromMatrix ? failures.DelayedAsync(row, reason, cancellationToken) : Task.CompletedTask;

    private async Task<RowOutcome> TryAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LaneKey.IsTransfer(row.Lane) ? ModulePatience.Transfer : ModulePatience.Row, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ModuleCalls.RunAsync(
                () => row.Direction == JournalDirection.FromMatrix
                    ? fromMatrix.HandleAsync(row, lane, either.Token)
                    : LaneKey.IsTransfer(row.Lane)
                        ? transfers.HandleAsync(row, lane, either.Token)
                        : fromNetwork.HandleAsync(row, lane, either.Token),
                either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new RowOutcome.TryAgain($"{networks.NameOf(row.Network)} does not answer.", MayHaveHappened: true);
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
