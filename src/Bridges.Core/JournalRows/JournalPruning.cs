using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.JournalRows;

/// <summary>Removes rows of the journal that have been kept long enough: as memory against repeats, or as dead letters.</summary>
internal sealed partial class JournalPruning(Journal journal, CoreOptions options, TimeProvider time, ILogger<JournalPruning> logger) : IBackgroundWork
{
    private const int Slice = 5000;

    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await PruneAsync(stopping);
            }
            catch (StorageException exception)
            {
                Log.NotPruned(logger, exception);
            }
        }
    }

    private async Task PruneAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        await journal.DropDeadAsync((now - options.KeepDead).ToUnixTimeMilliseconds(), stopping);
        while (await journal.PruneAsync((now - options.KeepDone).ToUnixTimeMilliseconds(), Slice, stopping))
        {
            // The next slice; others write in between.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Old journal rows could not be removed")]
        public static partial void NotPruned(ILogger logger, Exception exception);
    }
}
