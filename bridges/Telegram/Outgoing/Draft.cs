using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>One Telegram message to be sent.</summary>
internal sealed record Draft(long Chat, RichText Text, OutgoingReply? Reply, bool IsPlain = false)
{
    /// <summary>Parts of TDLib's and the server's refusals of links, mentions and emoji.</summary>
    private static readonly string[] TextRefusals = ["ENTITY", "ENTITIES", "URL", "user", "emoji", "Entity"];

    /// <param name="isPreview">Only shows what TDLib would make of it.</param>
    public JsonObject ToRequest(TdState state, bool isPreview = false) => TdJson.Request(
        "sendMessage",
        ("chat_id", Chat),
        ("topic_id", Reply?.Topic?.DeepClone()),
        ("reply_to", Reply?.ToJson()),
        ("options", TdJson.Request("messageSendOptions", ("only_preview", isPreview))),
        ("input_message_content", MessageRequests.Text(FormattedTextWriter.Write(Text, state, IsPlain))));

    /// <summary>
    /// The message without what it was refused for, as a text that arrives is worth more than its trimmings: the
    /// reference to the answered message, links and mentions. Null where the refusal has another reason.
    /// </summary>
    public Draft? Simplify(TdException refusal)
    {
        if (refusal.Code != 400)
        {
            return null;
        }

        if (Reply?.Message is not null && refusal.Message.Contains("REPLY", StringComparison.OrdinalIgnoreCase))
        {
            return this with { Reply = Reply with { Message = null } };
        }

        return !IsPlain && FormattedTextWriter.HasRiskySpans(Text) && Array.Exists(TextRefusals, part => refusal.Message.Contains(part, StringComparison.Ordinal))
            ? this with { IsPlain = true }
            : null;
    }
}
