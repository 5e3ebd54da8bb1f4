using Bridges.Storage;

namespace Bridges.Host;

/// <summary>
/// Opens the database, and waits for a server that is started at the same moment as we are. Not for ever: one that stays away
/// ends the program, so that whoever watches it sees.
/// </summary>
internal sealed partial class DatabaseWait(TimeSpan patience, TimeProvider timeProvider, ILogger<DatabaseWait> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="StorageException">It cannot be used, or did not answer in time.</exception>
    public async Task<Database> OpenAsync(DatabaseOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        var said = false;
        while (true)
        {
            try
            {
                return await Database.OpenAsync(options, timeProvider, loggers, cancellationToken);
            }
            catch (StorageException exception) when (exception.IsTransient && timeProvider.GetElapsedTime(begin) < patience)
            {
                if (!said)
                {
                    Log.Waiting(logger, patience, exception.Message);
                    said = true;
                }
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting up to {Patience} for the database: {Reason}")]
        public static partial void Waiting(ILogger logger, TimeSpan patience, string reason);
    }
}
