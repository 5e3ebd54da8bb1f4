using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>One Telegram message to be sent.</summary>
/// <param name="Text">The text, or the caption of a file.</param>
internal sealed record Draft(long Chat, RichText Text, OutgoingReply? Reply)
{
    /// <summary>Parts of TDLib's and the server's refusals of links, mentions and emoji.</summary>
    private static readonly string[] TextRefusals = ["ENTITY", "ENTITIES", "URL", "user", "emoji", "Entity"];

    /// <summary>Makes TDLib's content of the formatted text.</summary>
    public required Func<JsonObject, JsonObject> Content { get; init; }

    /// <summary>Tells whether a message of TDLib may be what became of this one. Default: by its text.</summary>
    public Func<JsonElement, bool>? IsLike { get; init; }

    public bool IsPlain { get; init; }

    public bool IsSilent { get; init; }

    /// <summary>When Telegram is to send it; null: at once.</summary>
    public DateTimeOffset? SendAt { get; init; }

    public JsonObject ToContent(TdState state) => Content(FormattedTextWriter.Write(Text, state, IsPlain));

    /// <param name="isPreview">Only shows what TDLib would make of it.</param>
    public JsonObject ToRequest(TdState state, bool isPreview = false) => TdJson.Request(
        "sendMessage",
        ("chat_id", Chat),
        ("topic_id", Reply?.Topic?.DeepClone()),
        ("reply_to", Reply?.ToJson()),
        ("options", SendOptions.Of(IsSilent, SendAt, isPreview)),
        ("input_message_content", ToContent(state)));

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
