using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Groups;

/// <summary>Brings people into groups and channels, puts them out, and makes them administrators. What is so already is what was wanted.</summary>
internal sealed class MemberEditor(AccountSession session, ChatFinder chats)
{
    /// <summary>What a new member of a basic group sees of what was said before.</summary>
    private const int OlderMessages = 100;

    /// <summary>The rights of a new administrator, as Telegram's own apps propose them: all but to make others administrators.</summary>
    private static readonly string[] _rights =
    [
        "can_manage_chat", "can_change_info", "can_post_messages", "can_edit_messages", "can_delete_messages", "can_invite_users", "can_restrict_members", "can_pin_messages",
        "can_manage_topics", "can_manage_video_chats",
    ];

    public async Task AddAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken)
    {
        var (id, person) = (await GroupAsync(chat, cancellationToken), Person(user));
        try
        {
            var failed = await AddKnownAsync(id, person, cancellationToken);
            if (failed.Items("failed_to_add_members").Any())
            {
                throw BridgeException.Permanent("This person's privacy settings do not allow that. Send them the chat's invite link instead.");
            }
        }
        catch (TdException exception) when (exception.Message.StartsWith("USER_ALREADY_PARTICIPANT", StringComparison.Ordinal))
        {
            // In it already.
        }
    }

    private async Task<JsonElement> AddKnownAsync(long chat, long person, CancellationToken cancellationToken)
    {
        var add = () => session.RequestAsync(TdJson.Request("addChatMember", ("chat_id", chat), ("user_id", person), ("forward_limit", OlderMessages)), cancellationToken);
        try
        {
            return await add();
        }
        catch (TdException exception) when (exception.Message.StartsWith("User not found", StringComparison.Ordinal))
        {
            // TDLib has not met them since its start. It knows the account's contacts once it is asked for them.
            await session.RequestAsync(TdJson.Request("getContacts"), cancellationToken);
            return await add();
        }
    }

    public async Task RemoveAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken)
    {
        var id = await GroupAsync(chat, cancellationToken);
        try
        {
            await SetStatusAsync(id, user, TdJson.Request(ban ? "chatMemberStatusBanned" : "chatMemberStatusLeft"), cancellationToken);
        }
        catch (TdException exception) when (exception.Message.StartsWith("USER_NOT_PARTICIPANT", StringComparison.Ordinal))
        {
            // Gone already.
        }
    }

    public async Task UnbanAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken)
    {
        var id = await GroupAsync(chat, cancellationToken);
        try
        {
            await SetStatusAsync(id, user, TdJson.Request("chatMemberStatusLeft"), cancellationToken);
        }
        catch (TdException exception) when (exception.Message.StartsWith("USER_NOT_PARTICIPANT", StringComparison.Ordinal))
        {
            // A basic group keeps no list of the banned.
        }
    }

    public async Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken)
    {
        var id = await GroupAsync(chat, cancellationToken);
        await SetStatusAsync(id, user, role >= MemberRole.Administrator ? Administrator() : TdJson.Request("chatMemberStatusMember"), cancellationToken);
    }

    private static JsonObject Administrator()
    {
        var rights = TdJson.Request("chatAdministratorRights");
        foreach (var right in _rights)
        {
            rights[right] = true;
        }

        return TdJson.Request("chatMemberStatusAdministrator", ("can_be_edited", true), ("rights", rights));
    }

    private Task SetStatusAsync(long chat, RemoteUserId user, JsonObject status, CancellationToken cancellationToken) => session.RequestAsync(
        TdJson.Request("setChatMemberStatus", ("chat_id", chat), ("member_id", TdJson.Request("messageSenderUser", ("user_id", Person(user)))), ("status", status)), cancellationToken);

    private static long Person(RemoteUserId user) =>
        RemoteIds.IsUser(user, out var id) ? id : throw BridgeException.Permanent("This is a chat on Telegram that speaks for itself, and nobody who could be in another.");

    private async Task<long> GroupAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var known = StateReader.Chat(await chats.FindAsync(chat, cancellationToken));
        return known.IsPrivate ? throw BridgeException.Permanent("This is a chat of two on Telegram, and not a group.") : known.Id;
    }
}
