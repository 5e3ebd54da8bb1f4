using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Lanes;

/// <summary>Waits, tells the author, gives up: what happens to a row that did not work.</summary>
internal sealed partial class LaneRetry(Database database, RowEnds ends, ILaneHandler handler, TimeProvider time, ILogger logger)
{
    private long _announced;

    /// <summary>Since when nothing has worked here in this process; null where the last row did.</summary>
    private long? _failingSince;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task WaitUntilDueAsync(JournalRow row, CancellationToken stopping)
    {
        if (row.NextAttemptAt is { } due && due > Now)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(due - Now), time, stopping);
        }
    }

    /// <summary>What is old may have waited for the bridge itself: that it does not work is known once it has been tried for a while.</summary>
    public bool IsExhausted(JournalRow row) =>
        Now - row.CreatedAt > RetrySchedule.GiveUpAfter.TotalMilliseconds
        && _failingSince is { } since && Now - since >= RetrySchedule.LeastTried.TotalMilliseconds;

    /// <param name="worked">The row has come to its end, whichever: the other side answers.</param>
    public void Tried(bool worked) => _failingSince = worked ? null : _failingSince ?? Now;

    /// <summary>Notes the failed attempt; the lane then waits.</summary>
    public async Task<JournalRow> PostponeAsync(JournalRow row, RowOutcome.TryAgain outcome, CancellationToken stopping)
    {
        var attempts = row.Attempts + 1;
        var due = Now + (long)RetrySchedule.Delay(attempts, outcome.NotBefore).TotalMilliseconds;
        Log.Postponed(logger, row.Id, row.Lane, attempts, outcome.Reason);
        await AnnounceDelayAsync(row, due, outcome.Reason, stopping);
        try
        {
            await database.WriteAsync([JournalSteps.Retry(row.Id, attempts, Now, due, outcome.Reason, row.State)], cancellationToken: stopping);
        }
        catch (StorageException exception) when (exception.IsTransient)
        {
            // Only that it was tried once more is lost.
            Log.NotNoted(logger, exception, row.Id);
        }

        return row with { Attempts = attempts, NextAttemptAt = due };
    }

    /// <summary>Tells the author, then marks the row dead. In this order: nobody may lose a message without hearing of it.</summary>
    public async Task BuryAsync(JournalRow row, string reason, CancellationToken stopping)
    {
        Log.Dead(logger, row.Id, row.Lane, reason);
        await EndAsync(row, reason, () => JournalSteps.Dead(row.Id, reason, Now), stopping);
    }

    /// <summary>Tells the author, then marks the row done: there is nothing that could be tried again.</summary>
    public async Task RefuseAsync(JournalRow row, string reason, CancellationToken stopping)
    {
        Log.Refused(logger, row.Id, row.Lane, reason);
        await EndAsync(row, reason, () => JournalSteps.Refused(row.Id, reason, Now), stopping);
    }

    /// <summary>Hands the row over to another lane.</summary>
    public Task MoveAsync(Journal journal, JournalRow row, string lane, CancellationToken stopping) =>
        UntilItWorksAsync(row, () => journal.MoveAsync([(row.Id, lane)], stopping), stopping);

    private async Task EndAsync(JournalRow row, string reason, Func<Statement> end, CancellationToken stopping)
    {
        await UntilItWorksAsync(
            row,
            async () =>
            {
                await handler.AnnounceDeadAsync(row, reason, stopping);
                await database.WriteAsync([end()], cancellationToken: stopping);
            },
            stopping);
        ends.Ended(row.Id, []);
    }

    private async Task UntilItWorksAsync(JournalRow row, Func<Task> work, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.NotEnded(logger, exception, row.Id);
                await Task.Delay(RetrySchedule.Delay(attempt, atLeast: null), time, stopping);
            }
        }
    }

    /// <summary>Before the row is a minute old, since the next attempt may be far off.</summary>
    private async Task AnnounceDelayAsync(JournalRow row, long nextAttempt, string reason, CancellationToken stopping)
    {
        if (_announced == row.Id || nextAttempt - row.CreatedAt < RetrySchedule.AnnounceAfter.TotalMilliseconds)
        {
            return;
        }

        _announced = row.Id;
        try
        {
            await handler.AnnounceDelayAsync(row, reason, stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotAnnounced(logger, exception, row.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Row {Row} of lane {Lane} did not work at attempt {Attempt}: {Reason}")]
        public static partial void Postponed(ILogger logger, long row, string lane, int attempt, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The failed attempt of row {Row} could not be noted")]
        public static partial void NotNoted(ILogger logger, Exception exception, long row);

        [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of lane {Lane} is dead: {Reason}")]
        public static partial void Dead(ILogger logger, long row, string lane, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Row {Row} of lane {Lane} is refused: {Reason}")]
        public static partial void Refused(ILogger logger, long row, string lane, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "What became of row {Row} could not be told or written yet")]
        public static partial void NotEnded(ILogger logger, Exception exception, long row);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The author of row {Row} could not be told yet")]
        public static partial void NotAnnounced(ILogger logger, Exception exception, long row);
    }
}
