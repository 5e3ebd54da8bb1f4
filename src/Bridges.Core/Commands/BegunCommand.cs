using System.Collections.Concurrent;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>One attempt at a command, and whether it, or one before it, did what must not be done twice.</summary>
internal sealed class BegunCommand(JournalRow row, LaneContext lane, Database database, TimeProvider time, ConcurrentDictionary<long, Func<Task>> unsaid)
{
    private bool _hasBegun = row.State == JournalState.HandingOver;

    /// <summary>To be awaited before it is done.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync([JournalSteps.HandingOver(row.Id, now)], cancellationToken: cancellationToken);
        // The row may have been given back meanwhile: then another is at hand.
        cancellationToken.ThrowIfCancellationRequested();
        _hasBegun = true;
        lane.Current = row with { State = JournalState.HandingOver, HandedOverAt = now };
    }

    /// <summary>Says something; once it has begun, what cannot be said is what the next attempt has left to do.</summary>
    public async Task SayAsync(Func<Task> say)
    {
        if (!_hasBegun)
        {
            await say();
            return;
        }

        unsaid[row.Id] = say;
        await say();
        unsaid.TryRemove(row.Id, out _);
    }

    /// <returns>False where nothing has begun, so that it is to be run.</returns>
    public async Task<bool> TryEndAsync(CommandCall call)
    {
        if (!_hasBegun)
        {
            return false;
        }

        await (unsaid.TryGetValue(row.Id, out var say)
            ? SayAsync(say)
            : call.Reply("I was interrupted while I did that, and do not do it again by myself. Please look whether it is done before you say it once more."));
        return true;
    }
}
