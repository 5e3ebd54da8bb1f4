using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Media;

/// <summary>
/// Forgets which files were to be looked at once where they never went, whatever became of them: refused, taken back, dropped. One that was given up and may be tried
/// again is still meant to be looked at once.
/// </summary>
internal sealed partial class ViewOnceUpkeep(ViewOnceWishes wishes, TimeProvider time, ILogger<ViewOnceUpkeep> logger) : IBackgroundWork
{
    private static readonly TimeSpan _everyHour = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await wishes.ForgetEndedAsync(stopping);
            }
            catch (StorageException exception)
            {
                Log.NotForgotten(logger, exception);
            }

            await Task.Delay(_everyHour, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Which files were to be looked at once, and never went, could not be forgotten")]
        public static partial void NotForgotten(ILogger logger, Exception exception);
    }
}
