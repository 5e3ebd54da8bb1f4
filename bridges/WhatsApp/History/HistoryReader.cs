using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;
using Bridges.WhatsApp.Messages.Incoming;

namespace Bridges.WhatsApp.History;

/// <summary>
/// What was said before. The phone hands its history over once, after linking; the engine keeps it, so that it can be read as
/// often as is wanted. What is older than that the phone is asked for.
/// </summary>
internal sealed class HistoryReader(AccountId account, AccountSession session, EventTranslator translator)
{
    /// <summary>More than the phone hands over because it was asked.</summary>
    private const int MostPushed = 1000;

    public async Task<IReadOnlyList<ChatSummary>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var listed = await session.RequestAsync("chat.list", new JsonObject { ["limit"] = limit }, cancellationToken);
        return listed.ValueKind == JsonValueKind.Array ? [.. listed.EnumerateArray().Select(Summary)] : [];
    }

    public Task<IReadOnlyList<RemoteMessage>> ReadAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(chat, after, through: null, limit, cancellationToken);

    /// <param name="through">The newest message to read; null: the newest that there is.</param>
    private async Task<IReadOnlyList<RemoteMessage>> ReadAsync(ChatKey chat, RemoteMessageId? after, string? through, int limit, CancellationToken cancellationToken)
    {
        var newestFirst = new List<RemoteMessage>();
        for (string? before = null; newestFirst.Count < limit;)
        {
            var parameters = new JsonObject
            {
                ["chat"] = chat.Chat.Value, ["after"] = after?.Value, ["through"] = through, ["before"] = before, ["limit"] = limit - newestFirst.Count,
            };
            var page = await session.RequestAsync("history.read", parameters, cancellationToken);
            newestFirst.AddRange(page.Items("messages").Reverse().Select(message => translator.ReadMessage(chat, message)).OfType<RemoteMessage>());
            before = page.Text("first");
            if (page.Flag("isLast") || before is null)
            {
                break;
            }
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    /// <summary>A login that was made anew knows only of what the phone handed over: what is missing there need not be deleted.</summary>
    public async Task<IReadOnlySet<RemoteMessageId>> FindGoneAsync(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { ["chat"] = chat.Chat.Value, ["ids"] = JsonReading.ToArray(messages.Select(message => message.Value)) };
        var gone = await session.RequestAsync("message.gone", parameters, cancellationToken);
        return gone.ValueKind == JsonValueKind.Array ? gone.EnumerateArray().Select(id => new RemoteMessageId(id.GetString() ?? "")).ToHashSet() : [];
    }

    /// <summary>Asks the phone; what it sends is told by an event.</summary>
    public Task RequestAsync(ChatKey chat, int limit, CancellationToken cancellationToken) =>
        session.RequestAsync("history.more", new JsonObject { ["chat"] = chat.Chat.Value, ["count"] = Math.Clamp(limit, 1, 200) }, cancellationToken);

    /// <summary>Hands on what the phone sent because it was asked.</summary>
    /// <param name="chats">Each with the newest message that came.</param>
    public async Task PushAsync(IAccountHost host, IEnumerable<JsonElement> chats, CancellationToken cancellationToken)
    {
        foreach (var one in chats)
        {
            var chat = RemoteIds.Chat(one.Text("id") ?? "", account);
            var messages = await ReadAsync(chat, after: null, one.Text("through"), MostPushed, cancellationToken);
            if (messages.Count > 0)
            {
                await host.ReceiveHistoryAsync(new RemoteHistory(new ChatSummary(chat, Name: null, messages[^1].Id, messages[^1].Timestamp), messages, IsLast: false), cancellationToken);
            }
        }
    }

    private ChatSummary Summary(JsonElement chat)
    {
        var id = chat.Text("id") ?? "";
        return new ChatSummary(
            RemoteIds.Chat(id, account), chat.Text("name"), chat.Text("newest") is { } newest ? new RemoteMessageId(newest) : null, chat.Time("at"));
    }
}
