using Bridges.Core.FromMatrix;
using Bridges.Core.FromNetwork;
using Bridges.Core.FromNetwork.Transfers;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.RowHandling;

/// <summary>Gives each row to those who know its direction, and waits for them as long as its kind may take.</summary>
internal sealed class RowDirections(MatrixRowHandler fromMatrix, RemoteEventHandler fromNetwork, RemoteTransfers transfers, NetworkCatalog networks, TimeProvider time)
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LaneKey.IsTransfer(row.Lane) ? ModulePatience.Transfer : ModulePatience.Row, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ModuleCalls.RunAsync(() => DirectAsync(row, lane, either.Token), either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new RowOutcome.TryAgain($"{networks.NameOf(row.Network)} does not answer.", MayHaveHappened: true);
        }
    }

    private Task<RowOutcome> DirectAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken) =>
        row.Direction == JournalDirection.FromMatrix ? fromMatrix.HandleAsync(row, lane, cancellationToken)
        : LaneKey.IsTransfer(row.Lane) ? transfers.HandleAsync(row, lane, cancellationToken)
        : fromNetwork.HandleAsync(row, lane, cancellationToken);
}
