using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Text;

namespace Bridges.WhatsApp.Messages.Outgoing;

/// <summary>What is to be said, in the engine's words.</summary>
internal static class ContentWriter
{
    private const int WaveformBars = 64;

    /// <exception cref="BridgeException">WhatsApp has no form for it.</exception>
    public static JsonObject Write(MessageContent content) => content switch
    {
        TextContent text => WriteText(text),
        MediaContent media => WriteMedia(media),
        LocationContent place => new JsonObject
        {
            ["kind"] = "location", ["latitude"] = place.Latitude, ["longitude"] = place.Longitude, ["name"] = place.Name, ["address"] = place.Address,
        },
        LiveLocationContent place => new JsonObject
        {
            ["kind"] = "liveLocation", ["latitude"] = place.Latitude, ["longitude"] = place.Longitude, ["caption"] = place.Description,
            ["accuracy"] = place.Accuracy, ["heading"] = place.Heading,
        },
        CalendarEventContent { StartsAt: { } start } happening => new JsonObject
        {
            ["kind"] = "event", ["name"] = happening.Name, ["description"] = happening.Description, ["start"] = start.ToUnixTimeSeconds(),
            ["end"] = happening.EndsAt?.ToUnixTimeSeconds(), ["place"] = happening.Location?.Name,
        },
        ContactsContent contacts => new JsonObject
        {
            ["kind"] = "contacts",
            ["contacts"] = new JsonArray([.. contacts.Contacts.Select(contact => (JsonNode)new JsonObject { ["name"] = contact.Name, ["vcard"] = contact.VCard ?? WriteCard(contact) })]),
        },
        // There a vote names its answer by its words alone.
        PollContent poll when poll.Options.DistinctBy(option => option.Text.Text, StringComparer.Ordinal).Count() < poll.Options.Count =>
            throw BridgeException.Permanent("On WhatsApp no two answers of a poll may be the same."),
        PollContent poll => new JsonObject
        {
            ["kind"] = "poll", ["question"] = poll.Question.Text, ["options"] = JsonReading.ToArray(poll.Options.Select(option => option.Text.Text)), ["max"] = poll.MaximumSelections,
        },
        _ => throw BridgeException.Permanent("WhatsApp has no message of this kind."),
    };

    private static JsonObject WriteText(TextContent content)
    {
        var written = WhatsAppTextWriter.Write(content.Text, content.Manner);
        if (string.IsNullOrWhiteSpace(written.Text))
        {
            throw BridgeException.Permanent("WhatsApp takes no empty messages.");
        }

        var preview = content.Previews is [var first, ..] ? first : null;
        return Named(written, new JsonObject
        {
            ["kind"] = "text",
            ["text"] = written.Text,
            ["preview"] = preview is null
                ? null
                : new JsonObject { ["url"] = preview.Url, ["title"] = preview.Title, ["description"] = preview.Description, ["thumbnail"] = ReadThumbnail(preview.Image) },
        });
    }

    private static JsonObject WriteMedia(MediaContent media)
    {
        var caption = media.Caption is { } text ? WhatsAppTextWriter.Write(text) : null;
        var file = media.File;
        var json = new JsonObject
        {
            ["kind"] = media switch
            {
                ImageContent => "image",
                VideoContent or AnimationContent or RoundVideoContent => "video",
                VoiceContent => "voice",
                AudioContent => "audio",
                StickerContent => "sticker",
                _ => "file",
            },
            ["path"] = file.Path,
            ["mime"] = file.ContentType,
            ["name"] = file.Name,
            ["width"] = file.Width,
            ["height"] = file.Height,
            ["seconds"] = file.Duration is { } duration ? Math.Max(1, (int)Math.Round(duration.TotalSeconds)) : null,
            ["caption"] = caption?.Text,
            ["thumbnail"] = ReadThumbnail(file.Thumbnail),
            ["viewOnce"] = media.IsViewOnce,
            ["gif"] = media is AnimationContent,
            ["round"] = media is RoundVideoContent,
            ["moving"] = media is StickerContent { IsAnimated: true },
            ["waveform"] = media is VoiceContent { Waveform: { Count: > 0 } bars } ? WriteWaveform(bars) : null,
        };
        return caption is null ? json : Named(caption, json);
    }

    private static JsonObject Named(WrittenText written, JsonObject json)
    {
        if (written.Mentions.Count > 0)
        {
            json["mentions"] = JsonReading.ToArray(written.Mentions);
        }

        if (written.Everyone)
        {
            json["everyone"] = true;
        }

        return json;
    }

    /// <summary>WhatsApp shows a small picture until the file is loaded.</summary>
    private static string? ReadThumbnail(MediaFile? thumbnail)
    {
        const int Largest = 48 << 10;
        return thumbnail?.Path is { } path && new FileInfo(path) is { Exists: true, Length: > 0 and <= Largest }
            ? Convert.ToBase64String(File.ReadAllBytes(path))
            : null;
    }

    private static string WriteWaveform(IReadOnlyList<int> bars)
    {
        var bytes = new byte[WaveformBars];
        for (var index = 0; index < WaveformBars; index++)
        {
            bytes[index] = (byte)(Math.Clamp(bars[index * bars.Count / WaveformBars], 0, 1024) * 100 / 1024);
        }

        return Convert.ToBase64String(bytes);
    }

    private static string WriteCard(SharedContact contact) => string.Join('\n', (string[])
    [
        "BEGIN:VCARD", "VERSION:3.0", $"FN:{Line(contact.Name)}",
        .. contact.Phones.Select(phone => $"TEL;TYPE=CELL;waid={new string([.. phone.Where(char.IsAsciiDigit)])}:{Line(phone)}"),
        .. contact.Emails.Select(email => $"EMAIL:{Line(email)}"),
        "END:VCARD",
    ]);

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
