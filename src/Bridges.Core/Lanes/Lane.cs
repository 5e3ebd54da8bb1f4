using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Lanes;

/// <summary>
/// Works off the rows of one chat strictly in order. Rows come from memory while the lane keeps up and from the journal
/// where it does not.
/// </summary>
internal sealed partial class Lane(
    string key, Journal journal, ILaneHandler handler, LaneCompletions completions, LaneRetry retry, TimeProvider time, ILogger logger)
{
    private const int MaxInMemory = 256;

    // A fault may pass, like a race; one that stays must not hold its chat back.
    private const int MaxFaults = 4;
    private const string Fault = "Something went wrong inside the bridge; its log has the details.";

    private static readonly TimeSpan _afterFault = TimeSpan.FromSeconds(5);

    private readonly Queue<JournalRow> _rows = new();
    private readonly Lock _gate = new();

    /// <summary>Rows wait in the journal that are not in memory.</summary>
    private bool _moreOnDisk;
    private bool _reading;
    private int _beginnings;
    private long _lastSeen;

    public string Key => key;

    /// <summary>Ends when the lane has retired or the host stops.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _rows.Count == 0 && !_moreOnDisk;
            }
        }
    }

    private bool IsInMemory
    {
        get
        {
            lock (_gate)
            {
                return _rows.Count > 0;
            }
        }
    }

    /// <summary>Takes a row that was just committed; null tells that rows may wait on disk.</summary>
    public void Offer(JournalRow? row)
    {
        lock (_gate)
        {
            if (row is null)
            {
                _moreOnDisk = true;
                _lastSeen = 0;
                _beginnings++;
                _rows.Clear();
            }
            else if (row.Id <= _lastSeen)
            {
                // Read from disk already: what is committed can be read a moment before it is told of.
            }
            else if (_reading || _moreOnDisk || _rows.Count >= MaxInMemory)
            {
                // While a read is under way it cannot be told whether the read sees this row: read on after it.
                _moreOnDisk = true;
            }
            else
            {
                _rows.Enqueue(row);
                _lastSeen = row.Id;
            }
        }
    }

    /// <param name="retire">Asked when there is nothing to do; true ends the lane.</param>
    /// <param name="stopping">Ends the lane after the row in hand.</param>
    /// <param name="aborting">Ends the row in hand, too.</param>
    /// <remarks>A row in memory is taken in hand at once, which is quick, since it is handled on a thread of its own; the disk is read elsewhere.</remarks>
    public void Start(Func<Lane, bool> retire, CancellationToken stopping, CancellationToken aborting) => Completion = IsInMemory
        ? RunAsync(retire, stopping, aborting)
        : Task.Run(() => RunAsync(retire, stopping, aborting), CancellationToken.None);

    private async Task RunAsync(Func<Lane, bool> retire, CancellationToken stopping, CancellationToken aborting)
    {
        var context = new LaneContext(completions.SettleAsync);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await NextAsync(context, stopping) is { } row)
                {
                    await WorkOffAsync(row, context, stopping, aborting);
                    continue;
                }

                await completions.WaitAsync();
                if (retire(this))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                Log.LaneFailed(logger, exception, key);
                Offer(row: null);
                await Task.Delay(_afterFault, time, CancellationToken.None);
            }
        }

        // What is not done stays in the journal.
        await completions.SettleAsync();
    }

    private async Task<JournalRow?> NextAsync(LaneContext context, CancellationToken stopping)
    {
        long after;
        int beginning;
        lock (_gate)
        {
            if (_rows.TryDequeue(out var row))
            {
                return row;
            }

            if (!_moreOnDisk)
            {
                return null;
            }

            after = _lastSeen;
            beginning = _beginnings;
            _moreOnDisk = false;
            _reading = true;
        }

        // A row must not be read again while the write that ends it is under way.
        await completions.SettleAsync();
        var rows = await ReadAsync(after, stopping);
        lock (_gate)
        {
            _reading = false;
            if (_beginnings != beginning)
            {
                // The lane was told to begin anew meanwhile.
                return null;
            }

            if (after == 0)
            {
                context.SuspectBeginning();
            }

            foreach (var row in rows)
            {
                _rows.Enqueue(row);
                _lastSeen = row.Id;
            }

            _moreOnDisk |= rows.Count == MaxInMemory;
            return _rows.TryDequeue(out var next) ? next : null;
        }
    }

    private async Task<IReadOnlyList<JournalRow>> ReadAsync(long after, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await journal.ReadLaneAsync(key, after, MaxInMemory, stopping);
            }
            catch (StorageException exception) when (exception.IsTransient)
            {
                Log.ReadFailed(logger, exception, key);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stopping);
            }
        }
    }

    private async Task WorkOffAsync(JournalRow row, LaneContext context, CancellationToken stopping, CancellationToken aborting)
    {
        while (true)
        {
            context.Current = row;
            await retry.WaitUntilDueAsync(row, stopping);
            var outcome = await HandleAsync(row, context, aborting);
            retry.Tried(worked: outcome is not RowOutcome.TryAgain);
            switch (outcome)
            {
                case RowOutcome.Finished finished:
                    await completions.AddAsync(row, finished.Writes, canWait: IsEmpty);
                    context.RowEnded();
                    return;
                case RowOutcome.TryAgain again when !retry.IsExhausted(row):
                    if (again.MayHaveHappened)
                    {
                        context.SuspectCurrent();
                    }

                    await completions.SettleAsync();
                    row = await retry.PostponeAsync(context.Current ?? row, again, stopping);
                    break;
                case RowOutcome.TryAgain again:
                    await completions.SettleAsync();
                    await retry.BuryAsync(context.Current ?? row, again.Reason, stopping);
                    context.RowEnded();
                    return;
                case RowOutcome.GiveUp dead:
                    await completions.SettleAsync();
                    await retry.BuryAsync(context.Current ?? row, dead.Reason, stopping);
                    context.RowEnded();
                    return;
                case RowOutcome.Refused refused:
                    await completions.SettleAsync();
                    await retry.RefuseAsync(row, refused.Reason, stopping);
                    context.RowEnded();
                    return;
                case RowOutcome.MoveTo other:
                    await completions.SettleAsync();
                    await retry.MoveAsync(journal, row, other.Lane, stopping);
                    context.RowEnded();
                    return;
            }
        }
    }

    private async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext context, CancellationToken aborting)
    {
        try
        {
            return await handler.HandleAsync(row, context, aborting);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Log.RowFailed(logger, exception, row.Id, key);
            return row.Attempts < MaxFaults
                ? new RowOutcome.TryAgain(Fault, MayHaveHappened: true)
                : new RowOutcome.GiveUp(Fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Lane {Lane} met a fault of the bridge; it begins again from the journal")]
        public static partial void LaneFailed(ILogger logger, Exception exception, string lane);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Lane {Lane} cannot read the journal")]
        public static partial void ReadFailed(ILogger logger, Exception exception, string lane);

        [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of lane {Lane} failed by a fault of the bridge")]
        public static partial void RowFailed(ILogger logger, Exception exception, long row, string lane);
    }
}
