using System.Threading.Channels;
using Bridges.Core.DoublePuppets;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Management;

/// <summary>Tells the admins of the bridge what they should know at once: those whom the permissions name.</summary>
internal sealed partial class AdminNotices(ManagementRooms rooms, CoreOptions options, ILogger<AdminNotices> logger) : IDoublePuppetNews
{
    private readonly Channel<BotText> _notices = Channel.CreateBounded<BotText>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Stopped(string errorCode) => Tell(BotText.Of(
        $"⚠ The homeserver no longer lets me act for its users ({errorCode}), so what they write elsewhere appears as their ghosts. Is the companion registration still installed? `bridges doctor` tells more."));

    public void WorkAgain() => Tell("The homeserver lets me act for its users again.");

    public void Tell(BotText text) => _notices.Writer.TryWrite(text);

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var text in _notices.Reader.ReadAllAsync(stopping))
        {
            foreach (var admin in options.Permissions.UsersOf(PermissionLevel.Admin))
            {
                await TellAsync(admin, text, stopping);
            }
        }
    }

    private async Task TellAsync(UserId admin, BotText text, CancellationToken cancellationToken)
    {
        try
        {
            await rooms.TellAsync(admin, text, cancellationToken);
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException or StorageException)
        {
            Log.NotTold(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "An admin could not be told of something")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
