using Bridges.Core.DoublePuppets;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Management;

/// <summary>What the admins of the bridge should know, in its order.</summary>
internal sealed partial class AdminNotices(AdminRoom room, TimeProvider time, ILogger<AdminNotices> logger) : IBackgroundWork, IDoublePuppetNews
{
    /// <summary>They are one reader.</summary>
    private readonly NoticeQueue<AdminRoom> _notices = new(100, time, exception => Log.NotTold(logger, exception));

    public void Stopped(string errorCode) => Tell(BotText.Of(
        $"⚠ The homeserver no longer lets me act for its users ({errorCode}), so what they write elsewhere appears as their ghosts. Is the companion registration still installed? `bridges doctor` tells more."));

    public void WorkAgain() => Tell("The homeserver lets me act for its users again.");

    public void Tell(BotText text) => _notices.Add(room, cancellationToken => room.TellAsync(text, cancellationToken));

    public Task RunAsync(CancellationToken stopping) => _notices.RunAsync(stopping);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The admins could not be told of something")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
