using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Marks;

/// <summary>Lets rooms sound again when the time is over for which their chats were muted.</summary>
internal sealed partial class MuteEnds(KeptChats kept, AccountRegistry accounts, PortalRegistry portals, TimeProvider time, ILogger<MuteEnds> logger) : IBackgroundWork
{
    /// <summary>Accounts start meanwhile, too.</summary>
    private static readonly TimeSpan _longestSleep = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await kept.Muted.WaitAsync(await RoundAsync(stopping), stopping);
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stopping)
    {
        var sleep = _longestSleep;
        foreach (var account in accounts.All)
        {
            try
            {
                if (await kept.EndMutesAsync(account, portals, stopping) is { } next && next - time.GetUtcNow() < sleep)
                {
                    sleep = TimeSpan.FromMilliseconds(Math.Max(1, (next - time.GetUtcNow()).TotalMilliseconds));
                }
            }
            catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
            {
                Log.NotYet(logger, exception);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return TimeSpan.Zero;
            }
        }

        return sleep;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A room whose chat is muted no longer cannot be told so yet")]
        public static partial void NotYet(ILogger logger, Exception exception);
    }
}
