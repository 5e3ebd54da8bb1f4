using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.History;

/// <summary>
/// Asks for messages one by one. Those that TDLib does not have it asks Telegram for; only of a private chat or basic group it knows none that are newer than
/// the last of which it was told.
/// </summary>
internal sealed class GoneMessages(AccountSession session, ChatFinder chats)
{
    private const int MostAtOnce = 100;

    public async Task<IReadOnlySet<RemoteMessageId>> FindAsync(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var id = (await chats.FindAsync(chat, cancellationToken)).Number("id");
        var gone = messages.ToHashSet();
        foreach (var asked in messages.Chunk(MostAtOnce))
        {
            var request = TdJson.Request("getMessages", ("chat_id", id), ("message_ids", new JsonArray([.. asked.Select(message => (JsonNode)RemoteIds.Message(message))])));
            var answer = await session.RequestAsync(request, cancellationToken);
            gone.ExceptWith(answer.Items("messages").Where(static message => message.ValueKind == JsonValueKind.Object)
                .Select(static message => RemoteIds.Message(message.Number("id"))).OfType<RemoteMessageId>());
        }

        return gone;
    }
}
