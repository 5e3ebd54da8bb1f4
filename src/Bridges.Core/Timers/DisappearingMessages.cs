using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Timers;

/// <summary>Takes messages away when their time has come, also where that was while the host was down.</summary>
internal sealed partial class DisappearingMessages(TimerTable timers, Database database, HomeserverClients clients, TimeProvider time, ILogger<DisappearingMessages> logger) : IBackgroundWork
{
    private const int AtOnce = 50;

    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var pause = _betweenLooks;
            try
            {
                await TakeAwayAsync(stopping);
            }
            catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
            {
                Log.NotYet(logger, exception);
                pause = _afterFailure;
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
