using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.History;

/// <summary>Tells Telegram what the account's user has read.</summary>
internal sealed class ReadMarker(AccountSession session, ChatFinder chats)
{
    public async Task MarkAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var id = (await chats.FindAsync(chat, cancellationToken)).Number("id");
        var request = TdJson.Request(
            "viewMessages", ("chat_id", id), ("message_ids", new JsonArray(RemoteIds.Message(upTo))), ("force_read", true));
        await session.RequestAsync(request, cancellationToken);
    }

    /// <summary>The account's user has listened to a message or looked at it: where it has a timer, that begins.</summary>
    public async Task OpenAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var id = (await chats.FindAsync(chat, cancellationToken)).Number("id");
        await session.RequestAsync(TdJson.Request("openMessageContent", ("chat_id", id), ("message_id", RemoteIds.Message(message))), cancellationToken);
    }
}
