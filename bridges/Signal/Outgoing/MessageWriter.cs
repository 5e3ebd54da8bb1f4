using System.Globalization;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;
using Bridges.Signal.Stickers;
using Bridges.Signal.Text;

namespace Bridges.Signal.Outgoing;

/// <summary>From the host's contents to the engine's words; files are uploaded on the way.</summary>
internal sealed class MessageWriter(EngineAccount engine)
{
    private const int LongestEmoji = 16;
    private static readonly TimeSpan UploadPatience = TimeSpan.FromMinutes(15);

    public async Task<JsonObject> WriteAsync(MessageContent content, CancellationToken cancellationToken) => content switch
    {
        TextContent text => await WriteTextAsync(text, cancellationToken),
        AlbumContent album => await WriteFilesAsync(album.Items, album.AllCaptions(), cancellationToken),
        StickerContent sticker when StickerPacks.Parse(sticker.Pack) is { } ofPack => await WriteStickerAsync(sticker, ofPack, cancellationToken),
        StickerContent sticker => await WriteFilesAsync([sticker], caption: null, cancellationToken),
        MediaContent media => await WriteFilesAsync([media], media.Caption, cancellationToken),
        PollContent poll => WritePoll(poll),
        LocationContent place => WritePlace(place),
        ContactsContent contacts => WriteContacts(contacts),
        _ => throw BridgeException.Permanent("Signal has no form for this kind of message."),
    };

    private async Task<JsonObject> WriteTextAsync(TextContent text, CancellationToken cancellationToken)
    {
        var fields = BodyRangeWriter.Write(text.Text, text.Manner);
        if (string.IsNullOrWhiteSpace((string?)fields["text"]))
        {
            throw BridgeException.Permanent("Signal takes no empty messages.");
        }

        var previews = new JsonArray();
        foreach (var preview in text.Previews ?? [])
        {
            previews.Add((JsonNode)new JsonObject
            {
                ["url"] = preview.Url,
                ["title"] = preview.Title ?? "",
                ["description"] = preview.Description ?? "",
                ["image"] = preview.Image?.Path is null ? null : await UploadAsync(preview.Image, cancellationToken),
            });
        }

        if (previews.Count > 0)
        {
            fields["previews"] = previews;
        }

        return fields;
    }

    private async Task<JsonObject> WriteFilesAsync(IReadOnlyList<MediaContent> items, RichText? caption, CancellationToken cancellationToken)
    {
        var attachments = new JsonArray();
        foreach (var item in items)
        {
            var pointer = await UploadAsync(item.File, cancellationToken);
            switch (item)
            {
                case VoiceContent:
                    pointer["voice"] = true;
                    break;
                case AnimationContent when item.File.ContentType?.StartsWith("video/", StringComparison.Ordinal) == true:
                    pointer["gif"] = true;
                    break;
                case StickerContent:
                    pointer["borderless"] = true;
                    break;
            }

            attachments.Add((JsonNode)pointer);
        }

        var fields = caption is null ? [] : BodyRangeWriter.Write(caption);
        fields["attachments"] = attachments;
        if (items is [{ IsViewOnce: true }])
        {
            fields["viewOnce"] = true;
        }

        return fields;
    }

    /// <summary>A sticker of a pack says which one it is, so that its receivers can look at the pack.</summary>
    private async Task<JsonObject> WriteStickerAsync(StickerContent sticker, JsonObject ofPack, CancellationToken cancellationToken)
    {
        ofPack["emoji"] = sticker.Emoji is { Length: <= LongestEmoji } emoji ? emoji : "";
        ofPack["file"] = await UploadAsync(sticker.File, cancellationToken);
        return new JsonObject { ["sticker"] = ofPack };
    }

    private async Task<JsonObject> UploadAsync(MediaFile file, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject
        {
            ["file"] = file.Path ?? throw BridgeException.Permanent("The file is not there any more."),
            ["type"] = file.ContentType ?? "application/octet-stream",
            ["name"] = file.Name,
        };
        var pointer = (await engine.AskAsync("upload", parameters, cancellationToken, UploadPatience)).ToNode()!.AsObject();
        pointer["width"] = file.Width;
        pointer["height"] = file.Height;
        pointer["blurHash"] = file.BlurHash;
        return pointer;
    }

    private static JsonObject WritePoll(PollContent poll) => new()
    {
        ["poll"] = new JsonObject
        {
            ["question"] = poll.Question.Text,
            ["options"] = JsonReading.ToArray(poll.Options.Select(option => option.Text.Text)),
            ["multiple"] = poll.MaximumSelections > 1,
        },
    };

    /// <summary>Signal's own apps send a place as a link to a map, too.</summary>
    private static JsonObject WritePlace(LocationContent place)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:0.######},{place.Longitude:0.######}");
        var name = string.Join(", ", new[] { place.Name, place.Address }.Where(text => !string.IsNullOrWhiteSpace(text)));
        var url = place.Url ?? $"https://maps.google.com/maps?q={Uri.EscapeDataString(at)}";
        return new JsonObject { ["text"] = name.Length > 0 ? $"{name}\n{url}" : url };
    }

    private static JsonObject WriteContacts(ContactsContent contacts) => new()
    {
        ["contacts"] = new JsonArray([.. contacts.Contacts.Select(contact => (JsonNode?)new JsonObject
        {
            ["name"] = contact.Name, ["numbers"] = JsonReading.ToArray(contact.Phones), ["emails"] = JsonReading.ToArray(contact.Emails),
        })]),
    };
}
