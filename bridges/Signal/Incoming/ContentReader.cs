using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Stickers;
using Bridges.Signal.Text;

namespace Bridges.Signal.Incoming;

/// <summary>What a message says, in the host's terms: a part for each file, the text as caption of the first.</summary>
internal static class ContentReader
{
    /// <param name="message">As the engine tells it.</param>
    /// <param name="nameOf">How a mentioned person is called.</param>
    public static IReadOnlyList<MessagePart> Read(JsonElement message, Func<string, string> nameOf)
    {
        var text = message.Text("text") is null ? null : BodyRangeReader.Read(message, nameOf);
        var contents = new List<MessageContent>();
        var isViewOnce = message.Flag("viewOnce");
        foreach (var pointer in message.Items("attachments"))
        {
            contents.Add(FileReader.Read(pointer, contents.Count == 0 ? text : null, isViewOnce));
        }

        if (message.Object("sticker") is { } sticker && sticker.Object("file") is { } file)
        {
            var pack = sticker.Text("packId") is { } id && sticker.Text("packKey") is { } key ? StickerPacks.Reference(id, key, sticker.Number("id") ?? 0) : null;
            contents.Add(new StickerContent(FileReader.ToFile(file)) { Emoji = sticker.Text("emoji"), Pack = pack });
        }

        if (message.Object("poll") is { } poll)
        {
            contents.Add(ReadPoll(poll));
        }

        if (message.Items("contacts").Select(ReadContact).ToList() is { Count: > 0 } contacts)
        {
            contents.Add(new ContactsContent(contacts));
        }

        if (contents.Count == 0 && text is not null)
        {
            contents.Add(new TextContent(text) { Previews = [.. message.Items("previews").Select(ReadPreview)] });
        }

        if (message.Number("lostAttachments") is > 0 and var lost)
        {
            contents.Add(new UnsupportedContent(lost == 1 ? "a file that cannot be fetched any more" : $"{lost} files that cannot be fetched any more", contents.Count == 0 ? text : null));
        }

        if (message.Text("unsupported") is { } unsupported)
        {
            contents.Add(new UnsupportedContent(unsupported, contents.Count == 0 ? text : null));
        }

        return [.. contents.Select((content, index) => new MessagePart(index == 0 ? "" : index.ToString(CultureInfo.InvariantCulture), content))];
    }

    private static PollContent ReadPoll(JsonElement poll)
    {
        var options = poll.Texts("options").Select((text, index) => new PollOption(index.ToString(CultureInfo.InvariantCulture), RichText.Plain(text))).ToList();
        return new PollContent(RichText.Plain(poll.Text("question") ?? ""), options) { MaximumSelections = poll.Flag("multiple") ? Math.Max(1, options.Count) : 1 };
    }

    private static SharedContact ReadContact(JsonElement contact)
    {
        var name = contact.Text("name") ?? "";
        var organization = contact.Text("organization") ?? "";
        return new SharedContact(name.Length > 0 ? name : organization)
        {
            Phones = [.. contact.Texts("numbers")],
            Emails = [.. contact.Texts("emails")],
            Details = [.. contact.Texts("addresses").Prepend(name.Length > 0 ? organization : "").Where(line => line.Length > 0)],
        };
    }

    private static LinkPreview ReadPreview(JsonElement preview) => new(preview.Text("url") ?? "")
    {
        Title = preview.Text("title"),
        Description = preview.Text("description"),
        Image = preview.Object("image") is { } image ? FileReader.ToFile(image) : null,
    };
}
