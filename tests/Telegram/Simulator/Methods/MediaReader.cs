using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>The contents that clients send, from their wire form.</summary>
internal sealed class MediaReader(WorldState world)
{
    private static readonly string[] DiceEmoji = ["🎲", "🎯", "🏀", "⚽", "🎳", "🎰"];

    /// <exception cref="RpcException">It is no content that the server takes.</exception>
    public Media Read(TlObject media, Person caller) => media.Name switch
    {
        "inputMediaUploadedPhoto" => Photo(media, Uploaded(media.Object("file"), caller)),
        "inputMediaPhoto" => Known(media, caller) with { HasSpoiler = media.Flag("spoiler"), Timer = Timer(media) },
        "inputMediaUploadedDocument" => Document(media, caller),
        "inputMediaDocument" => Known(media, caller) with { HasSpoiler = media.Flag("spoiler"), Timer = Timer(media) },
        "inputMediaGeoPoint" => Place(media.Object("geo_point")),
        "inputMediaGeoLive" => Place(media.Object("geo_point")) with { Period = media.Flag("stopped") ? 1 : media.Int("period") },
        "inputMediaVenue" => new Media.Venue(
            media.Object("geo_point")["lat"] as double? ?? 0,
            media.Object("geo_point")["long"] as double? ?? 0,
            media.Text("title"),
            media.Text("address")),
        "inputMediaContact" => new Media.Contact(media.Text("phone_number"), media.Text("first_name"), media.Text("last_name")) { Card = media.Text("vcard") },
        "inputMediaDice" when DiceEmoji.Contains(media.Text("emoticon")) => new Media.Dice(media.Text("emoticon"), Random.Shared.Next(1, 7)),
        "inputMediaPoll" => Poll(media),
        "inputMediaWebPage" => new Media.WebPage(media.Text("url")) { IsPending = true },
        _ => throw RpcException.BadRequest("MEDIA_INVALID"),
    };

    private FileContent Uploaded(TlObject file, Person caller) => world.Files.Take(caller, file.Long("id"), file.Int("parts"));

    private static int? Timer(TlObject media) => media.Has("ttl_seconds") ? media.Int("ttl_seconds") : null;

    private static Media.Photo Photo(TlObject media, FileContent content)
    {
        var (width, height) = ImageSize.Of(content.Read(0, 256 << 10));
        return new Media.Photo(width, height) { Content = content, HasSpoiler = media.Flag("spoiler"), Timer = Timer(media) };
    }

    /// <summary>A file that the server has already, found in the message or set that holds it.</summary>
    private Media Known(TlObject media, Person caller)
    {
        var id = media.Object("id");
        var file = world.Files.Find(id.Long("id"), id.Long("access_hash"), id.Bytes("file_reference"));
        return world.Files.UploadOf(file)
            ?? world.Chats.Enumerate().SelectMany(chat => chat.AllMessages).FirstOrDefault(message => message.Media?.Stored == file && message.IdFor(caller) != 0)?.Media
            ?? world.Stickers.FindByFile(file)
            ?? throw RpcException.BadRequest("MEDIA_EMPTY");
    }

    private Media Document(TlObject media, Person caller)
    {
        var content = Uploaded(media.Object("file"), caller);
        var attributes = media.Objects("attributes").ToLookup(attribute => attribute.Name);
        var name = attributes["documentAttributeFilename"].FirstOrDefault()?.Text("file_name") ?? "";
        var mimeType = media.Text("mime_type");
        var audio = attributes["documentAttributeAudio"].FirstOrDefault();
        var video = attributes["documentAttributeVideo"].FirstOrDefault();
        Media read = (media.Flag("force_file"), attributes["documentAttributeSticker"].FirstOrDefault(), audio, video) switch
        {
            (true, _, _, _) => new Media.File(name, mimeType, content.Length),
            (_, { } sticker, _, _) => new Media.Sticker(sticker.Text("alt")) { MimeType = mimeType },
            (_, _, { } voice, _) when voice.Flag("voice") => new Media.Voice(voice.Int("duration")) { Waveform = voice.Bytes("waveform"), MimeType = mimeType },
            (_, _, { } music, _) => new Media.Audio(music.Int("duration"), music.Text("title"), music.Text("performer")) { Name = name, MimeType = mimeType },
            (_, _, _, { } film) => new Media.Video(film.Int("w"), film.Int("h"), film["duration"] as double? ?? 0)
            {
                IsRound = film.Flag("round_message"),
                IsAnimation = attributes["documentAttributeAnimated"].Any() || media.Flag("nosound_video") && film.Flag("nosound"),
                Name = name,
                MimeType = mimeType,
            },
            _ => new Media.File(name, mimeType, content.Length),
        };
        return read with
        {
            Content = content,
            Thumbnail = media["thumb"] is TlObject thumbnail ? Uploaded(thumbnail, caller) : null,
            HasSpoiler = media.Flag("spoiler"),
            Timer = Timer(media),
        };
    }

    private static Media.Location Place(TlObject point) => new(point["lat"] as double? ?? 0, point["long"] as double? ?? 0)
    {
        Accuracy = point.Has("accuracy_radius") ? point.Int("accuracy_radius") : null,
    };

    private static Media.Poll Poll(TlObject media)
    {
        var poll = media.Object("poll");
        var answers = poll.Objects("answers");
        return new Media.Poll(poll.Object("question").Text("text"), [.. answers.Select(answer => answer.Object("text").Text("text"))])
        {
            IsAnonymous = !poll.Flag("public_voters"),
            AllowsSeveral = poll.Flag("multiple_choice"),
            RightAnswer = poll.Flag("quiz") && media.Ints("correct_answers") is [var right, ..] ? right : null,
            Explanation = media.Text("solution"),
        };
    }
}
