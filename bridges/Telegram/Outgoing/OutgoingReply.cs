using System.Text.Json.Nodes;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Outgoing;

/// <summary>The message that is answered, and the topic that it is in, which is the answer's too.</summary>
/// <param name="Message">TDLib's id; null where the answer is sent without naming what it answers.</param>
/// <param name="Topic">TDLib's topic; null outside of forums.</param>
internal sealed record OutgoingReply(long? Message, JsonObject? Topic)
{
    public JsonObject? ToJson() =>
        Message is { } message ? TdJson.Request("inputMessageReplyToMessage", ("message_id", message)) : null;
}
