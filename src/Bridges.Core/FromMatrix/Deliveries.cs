using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Hands messages to a network at most once. A network that knows a delivery again by its id may be told twice; for any
/// other, the hand-over is noted first, and one that a crash cut short is looked up, never blindly repeated.
/// </summary>
internal sealed class Deliveries(Database database, SendsInHand sends, ICheckpoints checkpoints, TimeProvider time)
{
    /// <exception cref="BridgeException">It did not work, or it cannot be told whether it did.</exception>
    public async Task<SentMessage> DeliverAsync(
        JournalRow row, RunningAccount account, OutgoingMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        sends.BeginMessage(row, message.Chat, account.Owner, told => account.Account is not IRecognizesDeliveries able || able.MayBe(message, told));
        try
        {
            var sent = account.Account is IDeduplicatesDeliveries
                ? await SendAsync(account, message, cancellationToken)
                : await HandOverAsync(row, account, message, lane, cancellationToken);
            checkpoints.Reached(Checkpoint.MessageHandedOver);
            // What follows in the same row, the rest of a long caption for instance, may do nothing.
            sends.MayBeThere(row.Id);
            return sent;
        }
        catch (BridgeException exception) when (exception.Certainty == Certainty.NotDone)
        {
            sends.NothingDone(row.Id);
            throw;
        }
        catch
        {
            sends.MayBeThere(row.Id);
            throw;
        }
    }

    private async Task<SentMessage> HandOverAsync(
        JournalRow row, RunningAccount account, OutgoingMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        if (row.State == JournalState.HandingOver && await LookUpAsync(row, account, message, cancellationToken) is { } found)
        {
            return found;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        checkpoints.Reached(Checkpoint.HandOverBegins);
        await database.WriteAsync([JournalSteps.HandingOver(row.Id, now)], cancellationToken: cancellationToken);
        lane.Current = row with { State = JournalState.HandingOver, HandedOverAt = now };
        try
        {
            checkpoints.Reached(Checkpoint.HandOverNoted);
            return await SendAsync(account, message, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Certainty == Certainty.NotDone)
        {
            // Nothing to look for at the next attempt.
            lane.Current = row with { State = JournalState.Queued };
            throw;
        }
    }

    /// <summary>
    /// An answer that comes after the row was given back must not change what is noted of the row then in hand. That a module may keep the
    /// thread is seen to where the row is handled.
    /// </summary>
    private static async Task<SentMessage> SendAsync(RunningAccount account, OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var sent = await account.Account.SendAsync(message, cancellationToken).WaitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return sent;
        }
        catch (BridgeException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The row was given back meanwhile.", exception, cancellationToken);
        }
    }

    private static async Task<SentMessage?> LookUpAsync(
        JournalRow row, RunningAccount account, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var lookup = account.Account is IFindsDeliveries finder
            ? await finder.FindDeliveryAsync(message, DateTimeOffset.FromUnixTimeMilliseconds(row.HandedOverAt ?? row.CreatedAt), cancellationToken)
            : new DeliveryLookup.Unknown();
        return lookup switch
        {
            DeliveryLookup.Arrived arrived => arrived.Message,
            DeliveryLookup.NotArrived => null,
            _ => throw BridgeException.Permanent(
                $"The bridge was interrupted while it sent this, and {account.NetworkName} does not tell whether it arrived. Look there before you send it again."),
        };
    }
}
