using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Reactions;

/// <summary>
/// Has TDLib ask what reactions messages of a group have by now, which it tells of like of any other: what happened to them while it was away, the
/// server does not tell by itself.
/// </summary>
internal sealed class ReactionRefresher(AccountSession session)
{
    private const int MostMessages = 100;

    /// <param name="messages">TDLib's messages, the newest first.</param>
    public async Task RefreshAsync(long chat, IReadOnlyList<JsonElement> messages, CancellationToken cancellationToken)
    {
        var reacted = messages.Where(message => message.Object("interaction_info")?.Object("reactions") is not null).Take(MostMessages).ToList();
        if (reacted.Count == 0 || ChatIds.IsUser(chat))
        {
            return;
        }

        try
        {
            // Not as if they stood in the chat's history: that would mark them as read.
            var view = TdJson.Request(
                "viewMessages",
                ("chat_id", chat),
                ("message_ids", new JsonArray([.. reacted.Select(message => (JsonNode)message.Number("id"))])),
                ("source", TdJson.Request("messageSourceSearch")),
                ("force_read", false));
            await session.RequestAsync(TdJson.Request("openChat", ("chat_id", chat)), cancellationToken);
            try
            {
                await session.RequestAsync(view, cancellationToken);
            }
            finally
            {
                await session.RequestAsync(TdJson.Request("closeChat", ("chat_id", chat)), CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is TdException or BridgeException)
        {
            // The history itself is worth more.
        }
    }
}
