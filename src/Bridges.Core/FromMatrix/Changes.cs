using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Makes a change on a network whose repeat does no harm. While it is in hand the network may tell of it already: the chat's lane then waits until it is noted.
/// </summary>
internal sealed class Changes(SendsInHand sends, ICheckpoints checkpoints)
{
    public async Task<T> MakeAsync<T>(JournalRow row, RunningAccount account, ChatKey chat, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        sends.BeginChange(row, chat, account.Owner);
        try
        {
            checkpoints.Reached(Checkpoint.ChangeHandingOver);
            var made = await ModuleCalls.RunAsync(change, cancellationToken);
            checkpoints.Reached(Checkpoint.ChangeHandedOver);
            return made;
        }
        catch
        {
            // It is made again, whether it was or not: nobody need wait for it meanwhile.
            sends.End(row.Id);
            throw;
        }
    }
}
