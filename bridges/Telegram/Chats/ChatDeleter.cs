using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Chats;

/// <summary>Deletes chats with what was said in them. A basic group goes for everyone where the account owns it; supergroups and channels are left instead.</summary>
internal sealed class ChatDeleter(AccountSession session, ChatFinder chats, RemoteUserId self)
{
    public bool CanDeleteForEveryone(ChatKey chat)
    {
        var (id, state) = (RemoteIds.Chat(chat.Chat), session.State);
        return ChatIds.IsUser(id)
            ? RemoteIds.User(id) != self && state?.User(id) is { IsBot: false, IsDeleted: false }
            : ChatIds.IsBasicGroup(id) && state?.BasicGroup(-id)?.OwnStatus == "chatMemberStatusCreator";
    }

    public async Task DeleteAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var found = await chats.FindAsync(chat, cancellationToken);
        if (!found.Flag(forEveryone ? "can_be_deleted_for_all_users" : "can_be_deleted_only_for_self"))
        {
            throw BridgeException.Permanent(forEveryone
                ? "Telegram does not let this account delete this chat for everyone."
                : "Telegram deletes no such group or channel for one member alone; it can be left.");
        }

        var known = StateReader.Chat(found);
        await session.RequestAsync(
            forEveryone && !known.IsPrivate
                ? TdJson.Request("deleteChat", ("chat_id", known.Id))
                : TdJson.Request("deleteChatHistory", ("chat_id", known.Id), ("remove_from_chat_list", true), ("revoke", forEveryone)),
            cancellationToken);
    }
}
