using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.People;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>What a message says, in the terms that all networks share.</summary>
internal sealed class ContentReader(KnownPeople people, string commandPrefix)
{
    private readonly MediaReader _media = new(people);

    public MessageContent Read(JsonElement message)
    {
        var content = message.Object("content") ?? default;
        var kind = content.Text("kind") ?? "";
        return _media.Read(kind, content, message) ?? kind switch
        {
            "text" => ReadText(content, message),
            "location" => ReadLocation(content),
            "contacts" => new ContactsContent([.. content.Items("contacts").Take(256).Select(ReadContact)]),
            "poll" => ReadPoll(content),
            "event" => ReadEvent(content),
            "eventResponse" => new TextContent(RichText.Plain($"Answer to the invitation: {content.Text("answer")}"), TextManner.Notice),
            "invite" => ReadInvitation(content, message),
            "stickerPack" => ReadStickerPack(content, message),
            "business" => ReadBusiness(content, message),
            "undecryptable" => new UnsupportedContent("a message that cannot be read yet; it appears here when the sender's phone has sent it again") { IsComplete = true },
            "viewOnceElsewhere" => new UnsupportedContent("a view-once message, which WhatsApp shows on the phone only"),
            _ => new UnsupportedContent(content.Text("what") ?? "a message of a kind that this bridge does not know"),
        };
    }

    /// <summary>Buttons of a business' message.</summary>
    public static IReadOnlyList<MessageChoice> ReadChoices(JsonElement message) =>
    [
        .. (message.Object("content") ?? default).Items("choices").Take(64).Select((choice, index) => new MessageChoice(
            choice.Text("id") is { Length: > 0 } id ? id : $"{index}",
            choice.Text("text") ?? "",
            choice.Text("url") ?? (choice.Text("phone") is { } phone ? $"tel:{phone}" : null))),
    ];

    private TextContent ReadText(JsonElement content, JsonElement message)
    {
        var preview = content.Object("preview");
        return new TextContent(people.ReadText(content.Text("text") ?? "", message))
        {
            Previews = preview is { } given && given.Text("url") is { } url
                ? [new LinkPreview(url) { Title = given.Text("title"), Description = given.Text("description"), Image = MediaReader.Inline(given.Text("thumbnail")) }]
                : [],
        };
    }

    private static MessageContent ReadLocation(JsonElement content)
    {
        var (latitude, longitude) = (content.Fraction("latitude") ?? 0, content.Fraction("longitude") ?? 0);
        return content.Flag("live")
            ? new LiveLocationContent(latitude, longitude)
            {
                Description = content.Text("caption"), Accuracy = content.Fraction("accuracy"), Heading = content.Fraction("heading"),
            }
            : new LocationContent(latitude, longitude) { Name = content.Text("name"), Address = content.Text("address") };
    }

    private static SharedContact ReadContact(JsonElement contact)
    {
        var card = contact.Text("vcard") ?? "";
        return new SharedContact(contact.Text("name") ?? "")
        {
            VCard = card.Length > 0 ? card : null,
            Phones = VCards.Phones(card),
            Emails = VCards.Emails(card),
        };
    }

    private static PollContent ReadPoll(JsonElement content)
    {
        var options = content.Texts("options").Take(64).Select((text, index) => new PollOption($"{index}", RichText.Plain(text))).ToList();
        return new PollContent(RichText.Plain(content.Text("question") ?? ""), options)
        {
            MaximumSelections = Math.Clamp(content.Whole("max") ?? 1, 1, Math.Max(1, options.Count)),
        };
    }

    private static CalendarEventContent ReadEvent(JsonElement content) => new(content.Text("name") ?? "")
    {
        Description = Lines(content.Text("description"), content.Text("place") is { } place ? $"Where: {place}" : null) is { Length: > 0 } words ? words : null,
        StartsAt = Seconds(content, "start"),
        EndsAt = Seconds(content, "end"),
        Link = content.Text("link"),
        IsCancelled = content.Flag("cancelled"),
    };

    /// <summary>Its picture, video or file has the text below it.</summary>
    private MessageContent ReadBusiness(JsonElement content, JsonElement message)
    {
        var text = people.ReadText(Lines(content.Text("text"), content.Text("footer")), message);
        return content.Object("header") is { } header && _media.Read(header.Text("kind") ?? "", header, message) is { } media
            ? media with { Caption = text }
            : new TextContent(text);
    }

    private InvitationContent ReadInvitation(JsonElement content, JsonElement message) =>
        new(content.Text("group") ?? "", Link: null)
        {
            ExpiresAt = Seconds(content, "expires"),
            Caption = content.Text("caption") is { } caption ? people.ReadText(caption, message) : null,
        };

    /// <summary>Who has it may bring it into a room; what it is called there stands in the command.</summary>
    private TextContent ReadStickerPack(JsonElement content, JsonElement message)
    {
        var name = content.Text("name") is { Length: > 0 } given ? given : null;
        var by = content.Text("publisher") is { Length: > 0 } publisher ? $" by {publisher}" : "";
        var text = $"Sticker pack{(name is null ? "" : $" \"{name}\"")}{by}, {(content.Whole("count") is not 1 and var count ? $"{count ?? 0} stickers" : "1 sticker")}";
        var how = content.Flag("hasFile")
            ? $"To bring it into a room, write there: {commandPrefix} import-stickers {name ?? message.Text("id")}"
            : "It is one of WhatsApp's own, which only the phone can take.";
        return new TextContent(RichText.Plain(Lines(content.Text("caption"), text, how)), TextManner.Notice);
    }

    private static DateTimeOffset? Seconds(JsonElement content, string name) =>
        content.Number(name) is > 0 and < 253_402_300_799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string Lines(params string?[] lines) => string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)));
}
