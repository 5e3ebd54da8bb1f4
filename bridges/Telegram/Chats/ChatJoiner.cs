using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Links;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Chats;

/// <summary>Joins chats by name or invite link, leaves them, and says how long their messages stay.</summary>
internal sealed class ChatJoiner(AccountId account, AccountSession session, ChatFinder chats)
{
    public async Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var wanted = nameOrLink.Trim();
        try
        {
            var chat = InviteLinks.IsInvite(wanted)
                ? await session.RequestAsync(TdJson.Request("joinChatByInviteLink", ("invite_link", wanted)), cancellationToken)
                : await JoinPublicAsync(InviteLinks.NameIn(wanted), cancellationToken);
            var joined = chat.Is("chatJoinResultSuccess") ? chat.Number("chat_id") : chat.Number("id");
            return joined != 0
                ? RemoteIds.Chat(joined, account)
                : throw BridgeException.Permanent("The request was sent; an administrator of the chat has to let you in.");
        }
        catch (TdException exception) when (exception.Message.StartsWith("INVITE_REQUEST_SENT", StringComparison.Ordinal))
        {
            throw BridgeException.Permanent("The request was sent; an administrator of the chat has to let you in.", inner: exception);
        }
        catch (TdException exception) when (exception.Message is "INVITE_HASH_EXPIRED" or "INVITE_HASH_INVALID" or "USERNAME_NOT_OCCUPIED" or "USERNAME_INVALID")
        {
            throw BridgeException.Permanent("There is no such chat on Telegram, or the link is no longer valid.", inner: exception);
        }
    }

    /// <summary>Leaves a group or channel; of a private chat the account's own copy is deleted.</summary>
    public async Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var known = StateReader.Chat(await chats.FindAsync(chat, cancellationToken));
        var request = known.IsPrivate
            ? TdJson.Request("deleteChatHistory", ("chat_id", known.Id), ("remove_from_chat_list", true), ("revoke", false))
            : TdJson.Request("leaveChat", ("chat_id", known.Id));
        try
        {
            await session.RequestAsync(request, cancellationToken);
        }
        catch (TdException exception) when (exception.Message.StartsWith("USER_NOT_PARTICIPANT", StringComparison.Ordinal))
        {
            // Gone already, which is what was wanted.
        }
    }

    public async Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var id = (await chats.FindAsync(chat, cancellationToken)).Number("id");
        await session.RequestAsync(
            TdJson.Request("setChatMessageAutoDeleteTime", ("chat_id", id), ("message_auto_delete_time", (long)Math.Clamp(timer?.TotalSeconds ?? 0, 0, 365 * 86_400.0))),
            cancellationToken);
    }

    private async Task<JsonElement> JoinPublicAsync(string name, CancellationToken cancellationToken)
    {
        var chat = await session.RequestAsync(TdJson.Request("searchPublicChat", ("username", name)), cancellationToken);
        if (StateReader.Chat(chat).Type is ChatType.Supergroup or ChatType.Channel)
        {
            await session.RequestAsync(TdJson.Request("joinChat", ("chat_id", chat.Number("id"))), cancellationToken);
        }

        return chat;
    }
}
