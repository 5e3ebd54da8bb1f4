using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Links;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Incoming;

/// <summary>What a message answers. Telegram also lets people answer messages of other chats; of those it tells what can be read.</summary>
internal sealed class ReplyReader(AccountId account)
{
    private const int LongestExcerpt = 200;

    public ReplyTarget? Read(JsonElement message, TdState state)
    {
        if (message.Object("reply_to") is not { } reply || !reply.Is("messageReplyToMessage"))
        {
            return null;
        }

        var chat = message.Number("chat_id");
        var other = reply.Number("chat_id");
        var quote = reply.Object("quote") is { } quoted && quoted.Flag("is_manual") ? quoted.Object("text")?.Text("text") : null;
        var target = RemoteIds.Message(reply.Number("message_id"));
        return other == chat || other == 0 && reply.Object("origin") is null
            ? target is { } near ? new ReplyTarget(near, string.IsNullOrEmpty(quote) ? null : quote) : null
            : Elsewhere(reply, other, target, quote, state);
    }

    private ReplyTarget Elsewhere(JsonElement reply, long chat, RemoteMessageId? target, string? quote, TdState state)
    {
        var text = reply.Object("content") is { } content ? (content.Object("text") ?? content.Object("caption"))?.Text("text") : null;
        return new ReplyTarget(target ?? new RemoteMessageId("0"), string.IsNullOrEmpty(quote) ? null : quote)
        {
            Author = reply.Object("origin") is { } origin ? ForwardReader.ReadOrigin(origin, state).User : null,
            Excerpt = string.IsNullOrEmpty(text) ? null : text.Length > LongestExcerpt ? text[..LongestExcerpt] : text,
            OtherChat = RemoteIds.Chat(chat, account),
            Link = target is { } known ? MessageLinks.To(chat, known, state) : null,
        };
    }
}
