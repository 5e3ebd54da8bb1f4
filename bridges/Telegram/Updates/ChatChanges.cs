using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.People;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Updates;

/// <summary>What changed in what TDLib told of people and chats, in the host's events: who has read, and that a chat is to be looked at.</summary>
internal sealed class ChatChanges(AccountId account, IAccountHost host, PeopleShown people, TimeProvider time)
{
    public IReadOnlyList<RemoteEvent> Translate(StateChange change, TdState state)
    {
        if (change.Kind == StateChangeKind.User)
        {
            if (people.Contains(RemoteIds.User(change.Id)) && state.User(change.Id) is { } user)
            {
                host.UserChanged(UserDescription.Of(user));
            }

            return [];
        }

        if (!state.IsBridged(change.Id) || state.Chat(change.Id) is not { } chat)
        {
            return [];
        }

        var key = RemoteIds.Chat(chat.Id, account);
        if (change.Kind == StateChangeKind.Chat)
        {
            return IsOut(chat, state) ? [Out(key), Changed(key)] : [Changed(key)];
        }

        return RemoteIds.Message(change.Message) is { } upTo && Reader(change.Kind, chat) is { } reader
            ?
            [
                new RemoteReadReceipt
                {
                    Chat = key,
                    Timestamp = time.GetUtcNow(),
                    Reader = reader,
                    FromSelf = change.Kind == StateChangeKind.ReadInbox,
                    UpTo = upTo,
                },
            ]
            : [];
    }

    /// <summary>A group that went on as a supergroup has no members any more, and nobody has left.</summary>
    private static bool IsOut(KnownChat chat, TdState state) => chat.Type switch
    {
        ChatType.BasicGroup => state.BasicGroup(chat.Peer) is { AccountIsOut: true, UpgradedTo: 0 },
        ChatType.Supergroup or ChatType.Channel => state.Supergroup(chat.Peer)?.AccountIsOut == true,
        _ => false,
    };

    private RemoteMembership Out(ChatKey chat) => new()
    {
        Chat = chat,
        Timestamp = time.GetUtcNow(),
        User = new RemoteUserId(account.Value),
        Change = MembershipChange.Left,
    };

    private RemoteChatChange Changed(ChatKey chat) => new() { Chat = chat, Timestamp = time.GetUtcNow() };

    /// <summary>Telegram does not say who of a group has read; only in a private chat it is clear.</summary>
    private RemoteUserId? Reader(StateChangeKind kind, KnownChat chat) =>
        kind == StateChangeKind.ReadInbox ? new RemoteUserId(account.Value)
        : chat.IsPrivate ? RemoteIds.User(chat.Peer)
        : null;
}
