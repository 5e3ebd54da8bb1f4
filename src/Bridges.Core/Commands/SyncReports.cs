using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Commands;

/// <summary>Tells users how many of their recent chats have a room, until all have: a homeserver makes few rooms a second.</summary>
internal sealed partial class SyncReports(
    ManagementRooms rooms, PortalRegistry portals, HistoryAmounts amounts, TimeProvider time, ILogger<SyncReports> logger) : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    /// <summary>When no room came for so long, none will: those that failed are among the dead letters.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();

    public void Begin(RoomId room, RunningAccount account) => _ = RunAsync(room, account);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RunAsync(RoomId room, RunningAccount account)
    {
        var stopping = _stopping.Token;
        try
        {
            var (most, _) = await amounts.OfAsync(account, stopping);
            var chats = account.Account is IListsChats lister ? await lister.ListChatsAsync(most, stopping) : [];
            if (chats.Count == 0)
            {
                await rooms.SayAsync(room, "Your chats appear here as soon as somebody writes.", stopping);
                return;
            }

            var said = await rooms.SayAsync(
                room,
                chats.Count == 1 ? "Your most recent chat appears now; others when somebody writes." : $"Your {chats.Count} most recent chats appear now, the newest first; others when somebody writes.",
                stopping);
            await FollowAsync(room, said, account, chats, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The chats come all the same.
        }
        catch (Exception exception)
        {
            Log.Ended(logger, exception);
        }
    }

    private async Task FollowAsync(RoomId room, EventId said, RunningAccount account, IReadOnlyList<ChatSummary> chats, CancellationToken stopping)
    {
        var (ready, since) = (0, time.GetTimestamp());
        while (ready < chats.Count && time.GetElapsedTime(since) < _patience)
        {
            await Task.Delay(_interval, time, stopping);
            var now = await CountReadyAsync(account, chats, stopping);
            if (now > ready)
            {
                (ready, since) = (now, time.GetTimestamp());
                var state = chats.Count == 1 ? "Your most recent chat is here" : ready == chats.Count ? $"All your {ready} most recent chats are here" : $"{ready} of your {chats.Count} most recent chats are here";
                await rooms.CorrectAsync(room, said, $"{state}; others appear when somebody writes.", stopping);
            }
        }
    }

    private async Task<int> CountReadyAsync(RunningAccount account, IReadOnlyList<ChatSummary> chats, CancellationToken cancellationToken)
    {
        var ready = 0;
        foreach (var chat in chats)
        {
            ready += await portals.FindAsync(account.Network, chat.Key, cancellationToken) is { RoomId: not null } ? 1 : 0;
        }

        return ready;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot tell a user any more how many of their chats are there")]
        public static partial void Ended(ILogger logger, Exception exception);
    }
}
