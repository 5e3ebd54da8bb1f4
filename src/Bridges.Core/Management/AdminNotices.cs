using System.Threading.Channels;
using Bridges.Core.DoublePuppets;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Management;

/// <summary>What the admins of the bridge should know, in its order. While the homeserver does not take it, it waits; the oldest gives way when too much does.</summary>
internal sealed partial class AdminNotices(AdminRoom room, TimeProvider time, ILogger<AdminNotices> logger) : IBackgroundWork, IDoublePuppetNews
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);

    private readonly Channel<BotText> _notices = Channel.CreateBounded<BotText>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Stopped(string errorCode) => Tell(BotText.Of(
        $"⚠ The homeserver no longer lets me act for its users ({errorCode}), so what they write elsewhere appears as their ghosts. Is the companion registration still installed? `bridges doctor` tells more."));

    public void WorkAgain() => Tell("The homeserver lets me act for its users again.");

    public void Tell(BotText text) => _notices.Writer.TryWrite(text);

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var text in _notices.Reader.ReadAllAsync(stopping))
        {
            for (var isFirst = true; !await TryAsync(text, isFirst, stopping); isFirst = false)
            {
                await Task.Delay(_pause, time, stopping);
            }
        }
    }

    /// <returns>False where it may work later.</returns>
    private async Task<bool> TryAsync(BotText text, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            await room.TellAsync(text, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            var isOver = exception is MatrixException { IsTransient: false };
            if (isFirst || isOver)
            {
                Log.NotTold(logger, exception);
            }

            return isOver;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The admins could not be told of something")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
