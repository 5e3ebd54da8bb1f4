using System.Text.Json;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Incoming;

/// <summary>Names kinds of message that are not carried over, in the reader's words.</summary>
internal static class ContentDescription
{
    public static string Describe(JsonElement content) => content.Type() switch
    {
        "messagePhoto" => "a photo",
        "messageVideo" => "a video",
        "messageAnimation" => "an animation",
        "messageVideoNote" => "a round video message",
        "messageVoiceNote" => $"a voice message{Length(content.Object("voice_note"))}",
        "messageAudio" => Named("an audio file", content.Object("audio"), "title", "file_name"),
        "messageDocument" => Named("a file", content.Object("document"), "file_name"),
        "messageSticker" => Named("a sticker", content.Object("sticker"), "emoji"),
        "messageDice" => $"a throw of {content.Text("emoji")}: {content.Number("value")}",
        "messageStakeDice" => $"a throw of dice for a stake: {content.Number("value")}",
        "messageLocation" => $"a location: {Place(content.Object("location"))}",
        "messageLiveLocation" => "a live location",
        "messageVenue" => Named("a place", content.Object("venue"), "title", "address"),
        "messageContact" => Named("a contact", content.Object("contact"), "first_name", "last_name"),
        "messagePoll" => Titled("a poll", content.Object("poll")?.Object("question")),
        "messageChecklist" => Titled("a checklist", content.Object("list")?.Object("title")),
        "messageGame" => Named("a game", content.Object("game"), "title"),
        "messageInvoice" => Named("an invoice", content.Object("product_info"), "title"),
        "messageStory" => "a story",
        "messagePaidMedia" => "paid photos or videos",
        "messageCall" => Call(content),
        "messageGroupCall" => content.Flag("is_video") ? "a group video call" : "a group call",
        "messageExpiredPhoto" => "a photo that has expired",
        "messageExpiredVideo" or "messageExpiredVideoNote" => "a video that has expired",
        "messageExpiredVoiceNote" => "a voice message that has expired",
        "messageGiveaway" or "messageGiveawayCreated" or "messageGiveawayCompleted" or "messageGiveawayWinners" => "a giveaway",
        "messageGift" or "messageUpgradedGift" or "messageRefundedUpgradedGift" or "messageGiftedPremium" or "messagePremiumGiftCode"
            or "messageGiftedStars" or "messageGiftedTon" => "a gift",
        "messagePaymentSuccessful" or "messagePaymentSuccessfulBot" or "messagePaymentRefunded" => "a payment",
        "messageRichMessage" => "an article",
        _ => "a message of a kind that only Telegram's own apps show",
    };

    private static string Call(JsonElement call)
    {
        var kind = call.Flag("is_video") ? "video call" : "call";
        return call.Object("discard_reason")?.Type() switch
        {
            "callDiscardReasonMissed" => $"a missed {kind}",
            "callDiscardReasonDeclined" => $"a declined {kind}",
            _ => $"a {kind}{Length(call)}",
        };
    }

    private static string Length(JsonElement? media) =>
        media?.Number("duration") is > 0 and var seconds ? $" of {seconds / 60}:{seconds % 60:00} minutes" : "";

    private static string Named(string kind, JsonElement? what, params ReadOnlySpan<string> fields)
    {
        var names = new List<string>();
        foreach (var field in fields)
        {
            if (what?.Text(field) is { Length: > 0 } name)
            {
                names.Add(name);
            }
        }

        return names.Count > 0 ? $"{kind}: {string.Join(' ', names)}" : kind;
    }

    private static string Titled(string kind, JsonElement? formattedText) =>
        formattedText?.Text("text") is { Length: > 0 } title ? $"{kind}: {title}" : kind;

    private static string Place(JsonElement? location) =>
        $"{location?.Fraction("latitude") ?? 0:0.#####}, {location?.Fraction("longitude") ?? 0:0.#####}";
}
