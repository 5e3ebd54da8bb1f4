using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.LiveLocations;

/// <summary>
/// Looks again and again for shared places of one direction that the other side has not been shown. Each is shown at most once in a
/// while (<see cref="CoreOptions.LiveLocationPause"/>), the last one always, also where the host was down meanwhile.
/// </summary>
internal abstract partial class LiveLocationRounds(
    bool fromMatrix, LiveLocationTable table, Database database, LiveLocationNews news, LimitsInForce limits, TimeProvider time, ILogger logger) : IBackgroundWork
{
    private const int AtOnce = 50;

    private static readonly TimeSpan _betweenRounds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var next = news.Next;
            var pause = await RoundAsync(stopping);
            await (pause is { } wait || news.IsRecent ? Task.Delay(pause ?? _betweenRounds, time, stopping) : next.WaitAsync(stopping)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Shows the newest place, and where its time is over, that.</summary>
    /// <returns>What is to be noted; none where it has to wait.</returns>
    protected abstract Task<IReadOnlyList<Statement>> ShowAsync(LiveLocationRow row, CancellationToken cancellationToken);

    protected static IReadOnlyList<Statement> Closed(LiveLocationRow row) => [LiveLocationTable.Close(row.EventId)];

    protected bool IsOver(LiveLocationRow row) => row.HasEnded || row.EndsAt <= time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The other side has all that there is.</summary>
    protected IEnumerable<Statement> Shown(LiveLocationRow row, bool isOver)
    {
        yield return LiveLocationTable.Shown(row.EventId, row.Version, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (isOver)
        {
            yield return LiveLocationTable.Close(row.EventId);
        }
    }

    /// <returns>When to look again; null: nobody shares a place.</returns>
    private async Task<TimeSpan?> RoundAsync(CancellationToken stopping)
    {
        try
        {
            var now = time.GetUtcNow();
            var isWell = true;
            foreach (var row in await table.DueAsync(fromMatrix, now.ToUnixTimeMilliseconds(), (now - limits.LiveLocationPause).ToUnixTimeMilliseconds(), AtOnce, stopping))
            {
                var writes = await TryShowAsync(row, stopping);
                isWell &= writes.Count > 0;
                await database.WriteAsync([.. writes, LiveLocationTable.Prune((now - _remembered).ToUnixTimeMilliseconds())], CancellationToken.None);
            }

            return !isWell ? _afterFailure : await table.HasOpenAsync(fromMatrix, stopping) ? _betweenRounds : null;
        }
        catch (StorageException exception)
        {
            Log.NotYet(logger, exception);
            return _afterFailure;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <returns>Nothing where it is tried again: the others do not wait for it.</returns>
    private async Task<IReadOnlyList<Statement>> TryShowAsync(LiveLocationRow row, CancellationToken stopping)
    {
        try
        {
            return await ShowAsync(row, stopping);
        }
        catch (Exception refusal) when (refusal is BridgeException { Kind: FailureKind.Permanent } or MatrixException { IsTransient: false })
        {
            Log.Refused(logger, refusal);
            return Closed(row);
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or BridgeException or TimeoutException)
        {
            Log.NotYet(logger, exception);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A shared place cannot be shown yet")]
        public static partial void NotYet(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A shared place moves no more: the other side refuses it")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}
