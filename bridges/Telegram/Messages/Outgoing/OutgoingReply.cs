using System.Text.Json.Nodes;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Messages.Outgoing;

/// <summary>The message that is answered, the quoted part of it, and the topic that it is in.</summary>
internal sealed record OutgoingReply(long Message, JsonObject? Quote, JsonObject? Topic)
{
    public JsonObject ToJson() =>
        TdJson.Request("inputMessageReplyToMessage", ("message_id", Message), ("quote", Quote?.DeepClone()));
}
