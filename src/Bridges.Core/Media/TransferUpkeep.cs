using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Media;

/// <summary>Sweeps up what transfers that nobody goes on with have left, and forgets where files lay long ago.</summary>
internal sealed partial class TransferUpkeep(TransferFolders folders, Database database, TimeProvider time, ILogger<TransferUpkeep> logger) : IBackgroundWork
{
    private static readonly TimeSpan _everyHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(60);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                folders.RemoveUnused(time.GetUtcNow());
                await database.WriteAsync([CarriedFileTable.Prune((time.GetUtcNow() - _remembered).ToUnixTimeMilliseconds())], stopping);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StorageException)
            {
                Log.NotSwept(logger, exception);
            }

            await Task.Delay(_everyHour, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of transfers could not be swept")]
        public static partial void NotSwept(ILogger logger, Exception exception);
    }
}
