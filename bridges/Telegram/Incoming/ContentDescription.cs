using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Links;
using Bridges.Telegram.State;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Incoming;

/// <summary>Names kinds of message that Matrix has no form for, in the reader's words, with all that can be known of them.</summary>
internal static class ContentDescription
{
    public static UnsupportedContent Describe(JsonElement message, JsonElement content, TdState state)
    {
        var described = Describe(content);
        var text = content.Object("caption") ?? content.Object("text");
        return described with
        {
            Caption = described.Caption ?? (FormattedTextReader.Read(text, state) is { Text.Length: > 0 } caption ? caption : null),
            Link = described.Link ?? LinkTo(message, state),
        };
    }

    private static UnsupportedContent Describe(JsonElement content) => content.Type() switch
    {
        "messageDice" => new UnsupportedContent($"a throw of {content.Text("emoji")}: {content.Number("value")}") { IsComplete = true },
        "messageStakeDice" => new UnsupportedContent($"a throw of dice for a stake: {content.Number("value")}") { IsComplete = true },
        "messageChecklist" => Checklist(content.Object("list")),
        "messageGame" => new UnsupportedContent(Named("a game", content.Object("game"), "title")) { Details = Lines(content.Object("game")?.Text("description")) },
        "messageInvoice" => new UnsupportedContent($"{Named("an invoice", content.Object("product_info"), "title")}, {Money(content, "total_amount")}")
        {
            Details = Lines(content.Object("product_info")?.Object("description")?.Text("text")),
        },
        "messagePaidMedia" => new UnsupportedContent($"paid photos or videos, for {content.Number("star_count")} Telegram Stars"),
        "messageStory" => new UnsupportedContent("a story"),
        "messageGiveaway" => Giveaway(content),
        "messageGiveawayWinners" => new UnsupportedContent($"the winners of a giveaway: {content.Number("winner_count")}"),
        "messageGiveawayCompleted" => new UnsupportedContent($"a giveaway has ended; winners: {content.Number("winner_count")}"),
        "messageGiveawayCreated" => new UnsupportedContent("a giveaway was begun"),
        "messageGiveawayPrizeStars" => new UnsupportedContent($"a prize of {content.Number("star_count")} Telegram Stars"),
        "messageGiftedPremium" or "messagePremiumGiftCode" => new UnsupportedContent($"a gift: Telegram Premium for {content.Number("month_count")} months"),
        "messageGiftedStars" => new UnsupportedContent($"a gift: {content.Number("star_count")} Telegram Stars"),
        "messageGift" or "messageUpgradedGift" or "messageRefundedUpgradedGift" or "messageGiftedTon" => new UnsupportedContent("a gift"),
        "messagePaymentSuccessful" or "messagePaymentSuccessfulBot" => new UnsupportedContent($"a payment of {Money(content, "total_amount")}") { IsComplete = true },
        "messagePaymentRefunded" => new UnsupportedContent($"a payment of {Money(content, "total_amount")} was paid back") { IsComplete = true },
        "messageExpiredPhoto" => new UnsupportedContent("a photo that has expired") { IsComplete = true },
        "messageExpiredVideo" or "messageExpiredVideoNote" => new UnsupportedContent("a video that has expired") { IsComplete = true },
        "messageExpiredVoiceNote" => new UnsupportedContent("a voice message that has expired") { IsComplete = true },
        "messageRichMessage" => new UnsupportedContent("an article"),
        "messagePhoto" => new UnsupportedContent("a photo"),
        "messageVideo" or "messageVideoNote" => new UnsupportedContent("a video"),
        "messageAnimation" => new UnsupportedContent("an animation"),
        "messageVoiceNote" => new UnsupportedContent("a voice message"),
        "messageAudio" => new UnsupportedContent(Named("an audio file", content.Object("audio"), "title", "file_name")),
        "messageDocument" => new UnsupportedContent(Named("a file", content.Object("document"), "file_name")),
        "messageSticker" => new UnsupportedContent(Named("a sticker", content.Object("sticker"), "emoji")),
        _ => new UnsupportedContent("a message of a kind that only Telegram's own apps show"),
    };

    private static UnsupportedContent Checklist(JsonElement? list) => new(
        list?.Object("title")?.Text("text") is { Length: > 0 } title ? $"a checklist: {title}" : "a checklist")
    {
        Details = [.. list?.Items("tasks").Select(task => $"{(task.Number("completion_date") > 0 ? "☑" : "☐")} {task.Object("text")?.Text("text")}") ?? []],
    };

    private static UnsupportedContent Giveaway(JsonElement content)
    {
        var prize = content.Object("prize") is { } known
            ? known.Is("giveawayPrizeStars") ? $"{known.Number("star_count")} Telegram Stars" : $"Telegram Premium for {known.Number("month_count")} months"
            : "a prize";
        var parameters = content.Object("parameters");
        var until = parameters?.Number("winners_selection_date") > 0 ? $"until {parameters.Value.Time("winners_selection_date"):yyyy-MM-dd}" : null;
        return new UnsupportedContent($"a giveaway: {prize} for {content.Number("winner_count")} winners")
        {
            Details = [.. Lines(parameters?.Text("prize_description")), .. Lines(until)],
        };
    }

    /// <summary>Amounts come in the smallest unit of their currency, a hundredth in nearly all.</summary>
    private static string Money(JsonElement content, string field)
    {
        var currency = content.Text("currency");
        var amount = content.Number(field);
        return currency == "XTR" ? $"{amount} Telegram Stars" : string.Create(CultureInfo.InvariantCulture, $"{amount / 100m:0.00} {currency}");
    }

    private static string? LinkTo(JsonElement message, TdState state)
    {
        if (message.Object("content") is { } content
            && content.Is("messageStory")
            && state.Chat(content.Number("story_poster_chat_id")) is { } poster
            && MessageLinks.ToChat(poster, state) is { } place)
        {
            return $"{place}/s/{content.Number("story_id")}";
        }

        return RemoteIds.Message(message.Number("id")) is { } id ? MessageLinks.To(message.Number("chat_id"), id, state) : null;
    }

    private static IReadOnlyList<string> Lines(string? text) => string.IsNullOrWhiteSpace(text) ? [] : [text];

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
}
