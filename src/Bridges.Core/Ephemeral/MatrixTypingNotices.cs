using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Ephemeral;

/// <summary>Tells a network that a Matrix user types. Never kept, dropped when in doubt.</summary>
internal sealed partial class MatrixTypingNotices(
    PortalRegistry portals, SenderAccounts senders, ILogger<MatrixTypingNotices> logger) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly BoundedCache<RoomId, UserId[]> _typing = new(4096);
    private readonly SemaphoreSlim _slots = new(16);

    /// <param name="users">Everyone who types in the room now, whether they did before or not.</param>
    public void Show(RoomId room, IReadOnlyList<UserId> users)
    {
        var before = _typing.TryGet(room, out var known) ? known! : [];
        if (users.Count == 0)
        {
            _typing.Remove(room);
        }
        else
        {
            _typing.Set(room, [.. users]);
        }

        foreach (var user in users)
        {
            Begin(room, user, isTyping: true);
        }

        foreach (var user in before.Except(users))
        {
            Begin(room, user, isTyping: false);
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _typing.Dispose();
    }

    private void Begin(RoomId room, UserId user, bool isTyping)
    {
        if (_slots.Wait(0))
        {
            _ = TellAsync(room, user, isTyping);
        }
    }

    private async Task TellAsync(RoomId room, UserId user, bool isTyping)
    {
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            if (await portals.ByRoomAsync(room, patience.Token) is { } portal
                && await senders.FindAsync(portal, user, patience.Token) is { Account: ISendsTyping account })
            {
                await ModuleCalls.RunAsync(() => account.SendTypingAsync(portal.Chat, isTyping, patience.Token), patience.Token);
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
