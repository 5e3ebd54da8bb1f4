using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Files;

/// <summary>TDLib's files as handles: named for everybody by Telegram's own unique id, and for fetching by what TDLib calls the remote id.</summary>
internal static class FileReader
{
    /// <returns>Null where Telegram has not told of the file.</returns>
    public static MediaFile? Read(JsonElement? file)
    {
        if (file is not { } known || known.Object("remote") is not { } remote || remote.Text("unique_id") is not { Length: > 0 } key)
        {
            return null;
        }

        var size = known.Number("size") is > 0 and var exact ? exact : known.Number("expected_size");
        return new MediaFile
        {
            Reference = new MediaReference(key, remote.Text("id")),
            Size = size > 0 ? size : null,
        };
    }

    /// <summary>The still picture of something; null where there is none, or none that stands still.</summary>
    public static MediaFile? Thumbnail(JsonElement? thumbnail)
    {
        var type = thumbnail?.Object("format")?.Type() switch
        {
            "thumbnailFormatJpeg" => "image/jpeg",
            "thumbnailFormatPng" => "image/png",
            "thumbnailFormatWebp" => "image/webp",
            _ => null,
        };
        return type is not null && thumbnail is { } known && Read(known.Object("file")) is { } file
            ? file with { ContentType = type, Width = Side(known, "width"), Height = Side(known, "height") }
            : null;
    }

    public static int? Side(JsonElement owner, string field) => owner.Number(field) is > 0 and <= 100_000 and var side ? (int)side : null;

    public static TimeSpan? Length(JsonElement owner) =>
        owner.Number("duration") is > 0 and <= int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>TDLib's file with that unique id, wherever in an object it is.</summary>
    public static JsonElement? Find(JsonElement within, string key) => within.ValueKind switch
    {
        JsonValueKind.Object when within.Is("file") => within.Object("remote")?.Text("unique_id") == key ? within : null,
        JsonValueKind.Object => within.EnumerateObject().Select(field => Find(field.Value, key)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => within.EnumerateArray().Select(item => Find(item, key)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
