using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Updates;

/// <summary>
/// Lets events follow a group that became a supergroup: before anything is told of the new chat, the host hears that it is the old one; and what
/// still happens to messages of the old group is told of the new chat. For one caller at a time.
/// </summary>
internal sealed class GroupMoves(AccountId account, TimeProvider time)
{
    private readonly HashSet<long> _told = [];

    public IReadOnlyList<RemoteEvent> Follow(IReadOnlyList<RemoteEvent> events, TdState state) =>
        events.Any(one => Concerns(one, state)) ? [.. events.SelectMany(one => Follow(one, state))] : events;

    /// <summary>The move of a group, where it is known to have become a supergroup; else null.</summary>
    public static RemoteChatMove? Of(long group, AccountId account, TdState state, TimeProvider time) => state.BasicGroup(group)?.UpgradedTo is > 0 and var supergroup
        ? new RemoteChatMove
        {
            Chat = RemoteIds.Chat(ChatIds.OfBasicGroup(group), account),
            NewKey = RemoteIds.Chat(ChatIds.OfSupergroup(supergroup), account),
            NumbersMessagesAnew = true,
            Timestamp = time.GetUtcNow(),
        }
        : null;

    private static bool Concerns(RemoteEvent remoteEvent, TdState state) => remoteEvent is RemoteChatMove || Group(remoteEvent.Chat, state) != 0;

    /// <summary>The group that became a supergroup, where the chat is either of them; else 0.</summary>
    private static long Group(ChatKey key, TdState state)
    {
        var chat = RemoteIds.Chat(key.Chat);
        return ChatIds.IsBasicGroup(chat) && state.BasicGroup(-chat)?.UpgradedTo > 0 ? -chat
            : ChatIds.IsSupergroup(chat) ? state.FormerOf(ChatIds.NumberOfSupergroup(chat))
            : 0;
    }

    private IEnumerable<RemoteEvent> Follow(RemoteEvent remoteEvent, TdState state)
    {
        if (remoteEvent is RemoteChatMove told)
        {
            return _told.Add(-RemoteIds.Chat(told.Chat.Chat)) ? [told] : [];
        }

        var group = Group(remoteEvent.Chat, state);
        if (group == 0 || Of(group, account, state, time) is not { } move)
        {
            return [remoteEvent];
        }

        RemoteEvent[] first = _told.Add(group) ? [move] : [];
        return InNew(remoteEvent, move) is { } moved ? [.. first, moved] : first;
    }

    /// <returns>Null for what concerns nobody any more: who is in the old group, and what it looks like.</returns>
    private static RemoteEvent? InNew(RemoteEvent remoteEvent, RemoteChatMove move)
    {
        if (remoteEvent.Chat == move.NewKey)
        {
            return remoteEvent is RemoteMessage said ? FormerMessages.InNew(said, move.Chat, move.NewKey) : remoteEvent;
        }

        return remoteEvent switch
        {
            RemoteMessage message => FormerMessages.InNew(message, move.Chat, move.NewKey),
            RemoteEdit edit => edit with { Chat = move.NewKey, Target = Former(edit.Target) },
            RemoteDeletion deletion => deletion with { Chat = move.NewKey, Target = Former(deletion.Target) },
            RemoteReactions reactions => reactions with { Chat = move.NewKey, Target = Former(reactions.Target) },
            RemoteReactors reactors => reactors with { Chat = move.NewKey, Target = Former(reactors.Target) },
            RemoteVote vote => vote with { Chat = move.NewKey, Poll = Former(vote.Poll) },
            RemotePollResult poll => poll with { Chat = move.NewKey, Poll = Former(poll.Poll) },
            RemotePin { Target: { } pinned } pin => pin with { Chat = move.NewKey, Target = Former(pinned) },
            RemoteReadReceipt receipt => receipt with { Chat = move.NewKey, UpTo = Former(receipt.UpTo) },
            _ => null,
        };

        RemoteMessageId Former(RemoteMessageId message) => RemoteMessageId.Former(move.Chat, message);
    }
}
