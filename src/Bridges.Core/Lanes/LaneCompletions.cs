using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Lanes;

/// <summary>
/// Writes the ends of a lane's rows without making the next row wait for the disk. The writes reach the journal in
/// order; one that fails for a passing reason is repeated until it holds.
/// </summary>
internal sealed partial class LaneCompletions(Database database, RowEnds ends, ICheckpoints checkpoints, TimeProvider time, ILogger logger)
{
    /// <summary>After a crash these rows come again, and the other side is asked for each: few enough for that.</summary>
    public const int MaxUnderWay = 32;

    private readonly Queue<Task> _underWay = new();
    private bool _someWait;

    /// <param name="writes">Committed together with the end of the row.</param>
    /// <param name="canWait">Nothing follows it just now: it goes with the next commit.</param>
    public async Task AddAsync(JournalRow row, IReadOnlyList<Statement> writes, bool canWait)
    {
        while (_underWay.Count >= MaxUnderWay)
        {
            Hurry();
            await _underWay.Dequeue();
        }

        _someWait |= canWait;
        _underWay.Enqueue(EndAsync(row, writes, canWait));
    }

    /// <summary>Completes when all ends are on disk, as soon as can be.</summary>
    public Task SettleAsync()
    {
        Hurry();
        return WaitAsync();
    }

    /// <summary>Completes when all ends are on disk.</summary>
    public async Task WaitAsync()
    {
        while (_underWay.TryDequeue(out var write))
        {
            await write;
        }

        _someWait = false;
    }

    private void Hurry()
    {
        if (_someWait && _underWay.Any(write => !write.IsCompleted))
        {
            _someWait = false;
            database.Hurry();
        }
    }

    private async Task EndAsync(JournalRow row, IReadOnlyList<Statement> writes, bool canWait)
    {
        var (ending, ended) = row.Direction == JournalDirection.FromMatrix
            ? (Checkpoint.DeliveryEnding, Checkpoint.DeliveryEnded)
            : (Checkpoint.BridgingEnding, Checkpoint.BridgingEnded);
        Pass(ending, writes);
        await WriteAsync([.. writes, JournalSteps.Done(row.Id, time.GetUtcNow().ToUnixTimeMilliseconds())], canWait);
        Pass(ended, writes);
        ends.Ended(row.Id, writes);
    }

    /// <summary>A row that leaves nothing behind but its end, a receipt for instance, carried no message.</summary>
    private void Pass(Checkpoint checkpoint, IReadOnlyList<Statement> writes)
    {
        if (writes.Count > 0)
        {
            checkpoints.Reached(checkpoint);
        }
    }

    private async Task WriteAsync(IReadOnlyList<Statement> statements, bool canWait)
    {
        while (true)
        {
            try
            {
                await (canWait ? database.WriteLaterAsync(statements) : database.WriteAsync(statements));
                return;
            }
            catch (StorageException exception) when (exception.IsTransient)
            {
                Log.WriteFailed(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), time);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The end of a journal row could not be written; trying again")]
        public static partial void WriteFailed(ILogger logger, Exception exception);
    }
}
