using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Timers;

/// <summary>Takes messages away when their time has come, also where that was while the host was down.</summary>
internal sealed partial class DisappearingMessages(
    TimerTable timers, Database database, RowEnds rows, HomeserverClients clients, TimeProvider time, ILogger<DisappearingMessages> logger) : IBackgroundWork
{
    private const int AtOnce = 50;

    /// <summary>Clocks are set anew, too.</summary>
    private static readonly TimeSpan _longestSleep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(30);

    private readonly Alarm _alarm = new(time);

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        rows.Written += writes =>
        {
            if (writes.Any(TimerTable.Begins))
            {
                _alarm.Ring();
            }
        };
        return Task.CompletedTask;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _alarm.WaitAsync(await RoundAsync(stopping), stopping);
        }
    }

    /// <returns>For how long nothing is due.</returns>
    private async Task<TimeSpan> RoundAsync(CancellationToken stopping)
    {
        try
        {
            await TakeAwayAsync(stopping);
            return await timers.NextAsync(stopping) is { } next
                ? TimeSpan.FromMilliseconds(Math.Clamp(next - time.GetUtcNow().ToUnixTimeMilliseconds(), 0, _longestSleep.TotalMilliseconds))
                : _longestSleep;
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            Log.NotYet(logger, exception);
            return _afterFailure;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
    }

    private async Task TakeAwayAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await timers.DueAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), AtOnce, cancellationToken))
        {
            try
            {
                await clients.Main.RedactAsync(
                    actingAs: null, new RoomId(due.RoomId), new EventId(due.EventId), TransactionIds.About(due.EventId, "its time has come"), reason: null, cancellationToken);
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                // The room is gone, or closed to us.
                Log.Stays(logger, exception);
            }

            await database.WriteAsync(
                [TimerTable.Remove(due.EventId), MessageTable.MarkDeleted(due.Message.Network, due.Message.Chat, due.Message.Message)], cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Messages whose time has come cannot be taken away yet")]
        public static partial void NotYet(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A message whose time has come stays: the homeserver refuses")]
        public static partial void Stays(ILogger logger, Exception exception);
    }
}
