using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Outgoing;

/// <summary>What a message answers, in TDLib's terms.</summary>
internal sealed class ReplyBuilder(AccountSession session)
{
    /// <returns>Null where the answered message is gone, or there is none: the message is then sent without it.</returns>
    public async Task<OutgoingReply?> BuildAsync(long chat, ReplyTarget? target, RemoteTopicId? topic, CancellationToken cancellationToken)
    {
        var named = topic is { } known && long.TryParse(known.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? TdJson.Request("messageTopicForum", ("forum_topic_id", number))
            : null;
        if (target is null || RemoteIds.Message(target.Message) is not (> 0 and var id))
        {
            return named is null ? null : new OutgoingReply(null, named);
        }

        try
        {
            var answered = await session.RequestAsync(MessageRequests.Get(chat, id), cancellationToken);
            return new OutgoingReply(id, named ?? Topic(answered));
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return named is null ? null : new OutgoingReply(null, named);
        }
    }

    /// <summary>What to tell the author of an answer that is sent without what it answers, as Telegram can never show that there; else null.</summary>
    public static string? Remark(ReplyTarget? target) => target?.Message.BeforeMove() is null
        ? null
        : "What you answered was said before this Telegram group became a supergroup; on Telegram your message stands as one of its own.";

    /// <summary>In a forum the answer belongs into the topic of what it answers.</summary>
    private static JsonObject? Topic(JsonElement answered) =>
        answered.Object("topic_id") is { } topic && topic.Is("messageTopicForum") ? (JsonObject?)JsonNode.Parse(topic.GetRawText()) : null;
}
