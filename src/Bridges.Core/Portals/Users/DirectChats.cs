using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Users;

/// <summary>Keeps the user's own list of direct chats (account data <c>m.direct</c>), through their double puppet.</summary>
internal sealed partial class DirectChats(DoublePuppetRegistry doublePuppets, ILogger<DirectChats> logger) : IDisposable
{
    private const string Type = "m.direct";

    private readonly ConcurrentQueue<NewChat> _waiting = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();

    public async Task AddAsync(UserId owner, UserId with, RoomId room, CancellationToken cancellationToken)
    {
        if (await doublePuppets.FindAsync(owner, cancellationToken) is not { } puppet)
        {
            return;
        }

        var chat = new NewChat(puppet, with, room, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Enqueue(chat);
        // Others may go into the same change: who waits no longer ends nothing for them.
        _ = AddWaitingAsync(_stopping.Token);
        await chat.Added.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>
    /// The list is read, changed and written back whole: two changes at once would lose one. Those that wait meanwhile go into the next one
    /// together, as the list grows long where many rooms are made.
    /// </summary>
    private async Task AddWaitingAsync(CancellationToken stopping)
    {
        await _oneAtATime.WaitAsync(stopping);
        try
        {
            var chats = new List<NewChat>();
            while (_waiting.TryDequeue(out var chat))
            {
                chats.Add(chat);
            }

            foreach (var ofOne in chats.GroupBy(chat => chat.Owner))
            {
                var adding = AddAsync(ofOne.Key, [.. ofOne], stopping);
                await adding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                foreach (var chat in ofOne)
                {
                    chat.Added.SetFromTask(adding);
                }
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task AddAsync(MatrixSender owner, List<NewChat> chats, CancellationToken cancellationToken)
    {
        try
        {
            var list = await owner.Client.GetAccountDataAsync(owner.User, Type, cancellationToken) ?? [];
            var isChanged = false;
            foreach (var chat in chats)
            {
                isChanged |= Add(list, chat);
            }

            if (isChanged)
            {
                await owner.Client.SetAccountDataAsync(owner.User, Type, list, cancellationToken);
            }
        }
        catch (MatrixException exception)
        {
            // The rooms work all the same; only their place in the client's list differs.
            Log.Refused(logger, exception.ErrorCode);
        }
    }

    private static bool Add(JsonObject list, NewChat chat)
    {
        var isChanged = RemoveFromOthers(list, chat);
        if (list[chat.With.Value] is not JsonArray rooms)
        {
            list[chat.With.Value] = rooms = [];
        }

        if (rooms.Any(entry => entry?.ToString() == chat.Room.Value))
        {
            return isChanged;
        }

        rooms.Add(chat.Room.Value);
        return true;
    }

    /// <summary>A direct chat is one with the other person alone, not with the bot and not with a ghost that they had before.</summary>
    private static bool RemoveFromOthers(JsonObject list, NewChat chat)
    {
        var isChanged = false;
        foreach (var rooms in list.Where(entry => entry.Key != chat.With.Value).Select(entry => entry.Value).OfType<JsonArray>())
        {
            isChanged |= rooms.RemoveAll(entry => entry?.ToString() == chat.Room.Value) > 0;
        }

        return isChanged;
    }

    private sealed record NewChat(MatrixSender Owner, UserId With, RoomId Room, TaskCompletionSource Added);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A user's list of direct chats could not be changed ({ErrorCode})")]
        public static partial void Refused(ILogger logger, string errorCode);
    }
}
