using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Files;

namespace Bridges.Telegram.Incoming.Contents;

/// <summary>What the link in a text leads to.</summary>
internal static class PreviewReader
{
    /// <returns>Null where Telegram shows none, or not yet.</returns>
    public static IReadOnlyList<LinkPreview>? Read(JsonElement content) =>
        content.Object("link_preview") is { } preview && preview.Text("url") is { Length: > 0 } url
            ?
            [
                new LinkPreview(url)
                {
                    Title = NullIfEmpty(preview.Text("title")),
                    Description = NullIfEmpty(preview.Object("description")?.Text("text") ?? ""),
                    SiteName = NullIfEmpty(preview.Text("site_name")),
                    Image = Image(preview.Object("type")?.Object("photo")),
                },
            ]
            : null;

    private static MediaFile? Image(JsonElement? photo)
    {
        var sizes = photo?.Items("sizes").ToList() ?? [];
        return sizes is [.., var largest] && FileReader.Read(largest.Object("photo")) is { } file
            ? file with { ContentType = "image/jpeg", Width = FileReader.Side(largest, "width"), Height = FileReader.Side(largest, "height") }
            : null;
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
