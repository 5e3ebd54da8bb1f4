using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Ephemeral;

/// <summary>Shows that somebody on a network types. Never kept, dropped when in doubt.</summary>
internal sealed partial class RemoteTypingNotices(
    PortalRegistry portals, GhostRegistry ghosts, HomeserverClients clients, ILogger<RemoteTypingNotices> logger) : IDisposable
{
    private static readonly TimeSpan _shown = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _slots = new(16);

    public void Show(RunningAccount account, RemoteTyping typing)
    {
        if (typing.User != account.Account.Self && _slots.Wait(0))
        {
            _ = ShowAsync(account, typing);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task ShowAsync(RunningAccount account, RemoteTyping typing)
    {
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            if (await portals.FindAsync(account.Network, typing.Chat, patience.Token) is { RoomId: { } room }
                && await ghosts.FindAsync(account.Network, typing.User, patience.Token) is not null)
            {
                await clients.Main.SetTypingAsync(
                    ghosts.IdOf(account.Network, typing.User), new RoomId(room), typing.IsTyping, _shown, patience.Token);
            }
        }
        catch (Exception exception)
        {
            Log.Dropped(logger, exception);
        }
        finally
        {
            _slots.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A sign of typing was dropped")]
        public static partial void Dropped(ILogger logger, Exception exception);
    }
}
