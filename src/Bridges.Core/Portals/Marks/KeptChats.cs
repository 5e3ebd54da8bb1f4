using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Marks;

/// <summary>
/// Shows on rooms how their users keep the chats on their networks: at the top, archived, muted, marked unread. Networks tell it of chats before they have
/// rooms, too: it is remembered. What the user changes in their client stays there, unless <see cref="CoreOptions.FollowClients"/> has it looked at.
/// </summary>
internal sealed partial class KeptChats(
    KeptChatStore store, AccountChats chats, RoomMarks marks, CoreOptions options, TimeProvider time, ILogger<KeptChats> logger)
{
    private readonly KeyedGate<(NetworkId, AccountId)> _gate = new();

    /// <summary>Rings when a chat is muted for a while: the end of that may be the next.</summary>
    public Alarm Muted { get; } = new(time);

    /// <param name="portal">Null where the chat has none.</param>
    public async Task ToldAsync(RunningAccount account, PortalRow? portal, RemoteChatSettings told, CancellationToken cancellationToken)
    {
        if (options.FollowChatSettings)
        {
            await ChangeAsync(account, told.Chat, kept => ShowAsync(account, portal, Merge(kept, told), cancellationToken), cancellationToken);
            Muted.Ring();
        }
    }

    /// <summary>The owner of the account came into the chat's room.</summary>
    public async Task CameInAsync(RunningAccount account, PortalRow portal, CancellationToken cancellationToken)
    {
        if (options.FollowChatSettings)
        {
            await ChangeAsync(account, portal.Chat, kept => ShowAsync(account, portal, kept with { Shown = ChatMarks.None }, cancellationToken), cancellationToken);
        }
    }

    /// <summary>The user's client shows the room so: what the network does not know of that is told there.</summary>
    /// <returns>Null, or why the network will not have it, however often it is told.</returns>
    /// <exception cref="BridgeException">It cannot be told just now.</exception>
    /// <exception cref="TimeoutException">The network does not answer.</exception>
    public async Task<string?> SeenAsync(RunningAccount account, ChatKey chat, SeenMarks seen, ISetsChatSettings ability, CancellationToken cancellationToken)
    {
        string? refusal = null;
        await ChangeAsync(account, chat, async kept =>
        {
            var (now, before) = (time.GetUtcNow(), kept.Seen ?? ChatMarks.None);
            var news = seen.Beyond(before, kept.Told, now);
            var shown = kept with { Seen = seen.Over(before) };
            refusal = news.IsNothing ? null : await TellAsync(account, ability, news.ToSettings(chat, now), cancellationToken);
            return news.IsNothing || refusal is not null ? shown : shown with { Told = news.Over(kept.Told), Shown = news.Over(kept.Shown) };
        }, cancellationToken);
        return refusal;
    }

    /// <summary>The user's client shows the room so, and did before anybody looked: the network is told of changes from now on only.</summary>
    public Task SeenFirstAsync(RunningAccount account, ChatKey chat, SeenMarks seen, CancellationToken cancellationToken) =>
        ChangeAsync(account, chat, kept => Task.FromResult(kept with { Seen = seen.Over(kept.Seen ?? ChatMarks.None) }), cancellationToken);

    /// <summary>The chats whose rooms the user's client had muted.</summary>
    public async Task<IReadOnlyList<ChatKey>> SeenMutedAsync(RunningAccount account, CancellationToken cancellationToken) =>
        [.. (await store.OfAsync(account, cancellationToken)).Values.Where(kept => kept.Seen is { MutedUntil: > 0 }).Select(kept => kept.Key)];

    /// <summary>Lets those rooms sound again whose chats were muted until now.</summary>
    /// <returns>When the next mute ends; null: none does.</returns>
    public async Task<DateTimeOffset?> EndMutesAsync(RunningAccount account, PortalRegistry portals, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var over in (await store.OfAsync(account, cancellationToken)).Values.Where(kept => kept.Shown.MutedUntil is > 0 and var until && until <= now))
        {
            var portal = await portals.FindAsync(account.Network, over.Key, cancellationToken);
            await ChangeAsync(account, over.Key, kept => ShowAsync(account, portal, kept, cancellationToken), cancellationToken);
        }

        var next = (await store.OfAsync(account, cancellationToken)).Values.Select(kept => kept.Shown.MutedUntil).Where(until => until > now && until < long.MaxValue).Order().FirstOrDefault();
        return next == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(next);
    }

    /// <returns>Null, or why the network will not have it.</returns>
    private async Task<string?> TellAsync(RunningAccount account, ISetsChatSettings ability, RemoteChatSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await ModuleCalls.RunAsync(() => ability.SetChatSettingsAsync(settings, cancellationToken), ModulePatience.Receipt, time, cancellationToken);
            return null;
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            Log.Refused(logger, account.NetworkName, refusal.Message);
            return refusal.Message;
        }
    }

    private static KeptChat Merge(KeptChat kept, RemoteChatSettings told) => kept with
    {
        Told = new ChatMarks(
            told.IsFavourite ?? kept.Told.IsFavourite, told.IsArchived ?? kept.Told.IsArchived, told.IsMarkedUnread ?? kept.Told.IsMarkedUnread,
            told.MutedUntil is not { } until ? kept.Told.MutedUntil : until == DateTimeOffset.MaxValue ? long.MaxValue : Math.Max(0, until.ToUnixTimeMilliseconds())),
        // Whoever has read the room meanwhile has taken that mark off.
        Shown = told.IsMarkedUnread == true ? kept.Shown with { IsMarkedUnread = false } : kept.Shown,
    };

    private async Task<KeptChat> ShowAsync(RunningAccount account, PortalRow? portal, KeptChat kept, CancellationToken cancellationToken) =>
        portal?.RoomId is { } room && await chats.IsInRoomAsync(account, portal.Chat, cancellationToken)
            ? kept with { Shown = await marks.SetAsync(account.Owner, new RoomId(room), kept.Told, kept.Shown, cancellationToken) }
            : kept;

    private async Task ChangeAsync(RunningAccount account, ChatKey chat, Func<KeptChat, Task<KeptChat>> change, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync((account.Network, account.Id), cancellationToken);
        var before = (await store.OfAsync(account, cancellationToken)).GetValueOrDefault(chat) ?? new KeptChat(chat.Chat.Value, chat.Receiver?.Value, ChatMarks.None, ChatMarks.None);
        var now = await change(before);
        if (now != before)
        {
            await store.SetAsync(account, chat, now, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "How a room is kept in a client was not taken over by {Network}: {Reason}")]
        public static partial void Refused(ILogger logger, string network, string reason);
    }
}
