using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Groups;

/// <summary>Makes groups, and gives out the links that lead into them.</summary>
internal sealed class GroupMaker(AccountId account, AccountSession session, ChatFinder chats)
{
    /// <summary>Who lets nobody add them is missing in it, as its room shows.</summary>
    public async Task<ChatKey> CreateAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var people = members.Select(member => RemoteIds.IsUser(member, out var id)
            ? id
            : throw BridgeException.Permanent("This is a chat on Telegram that speaks for itself, and nobody who could be in another.")).ToList();
        var request = TdJson.Request("createNewBasicGroupChat", ("user_ids", new JsonArray([.. people.Select(id => (JsonNode)id)])), ("title", name));
        try
        {
            return RemoteIds.Chat((await session.RequestAsync(request, cancellationToken)).Number("chat_id"), account);
        }
        catch (TdException exception) when (exception.Message.StartsWith("User not found", StringComparison.Ordinal))
        {
            // TDLib has not met them since its start. It knows the account's contacts once it is asked for them.
            await session.RequestAsync(TdJson.Request("getContacts"), cancellationToken);
            return RemoteIds.Chat((await session.RequestAsync((JsonObject)request.DeepClone(), cancellationToken)).Number("chat_id"), account);
        }
    }

    /// <summary>A public chat's own address; else the link by which people come in, made where there is none.</summary>
    public async Task<string> LinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var known = StateReader.Chat(await chats.FindAsync(chat, cancellationToken));
        if (known.IsPrivate)
        {
            throw BridgeException.Permanent("This is a chat of two on Telegram, and not a group.");
        }

        if (!renew && known.Type is ChatType.Supergroup or ChatType.Channel && client.State.Supergroup(known.Peer)?.Username is { } name)
        {
            return $"https://t.me/{name}";
        }

        var link = renew ? null : await PresentAsync(known, cancellationToken);
        return link ?? (await session.RequestAsync(TdJson.Request("replacePrimaryChatInviteLink", ("chat_id", known.Id)), cancellationToken)).Text("invite_link");
    }

    private async Task<string?> PresentAsync(KnownChat chat, CancellationToken cancellationToken) =>
        FullInfo.Of(chat) is { } request
        && (await session.RequestAsync(request, cancellationToken)).Object("invite_link")?.Text("invite_link") is { Length: > 0 } link ? link : null;
}
