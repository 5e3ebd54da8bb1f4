using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>What a link leads to, as its sender saw it (MSC4095, <c>com.beeper.linkpreviews</c>).</summary>
public sealed record LinkPreviewContent
{
    /// <summary>The link as it stands in the text.</summary>
    [JsonPropertyName("matched_url")]
    public string? MatchedUrl { get; init; }

    [JsonPropertyName("og:url")]
    public string? Url { get; init; }

    [JsonPropertyName("og:title")]
    public string? Title { get; init; }

    [JsonPropertyName("og:description")]
    public string? Description { get; init; }

    [JsonPropertyName("og:image")]
    public MxcUri? Image { get; init; }

    [JsonPropertyName("og:image:type")]
    public string? ImageType { get; init; }

    [JsonPropertyName("og:image:width")]
    public long? ImageWidth { get; init; }

    [JsonPropertyName("og:image:height")]
    public long? ImageHeight { get; init; }

    [JsonPropertyName("matrix:image:size")]
    public long? ImageSize { get; init; }

    /// <summary>In place of <see cref="Image"/> where the picture is encrypted.</summary>
    [JsonPropertyName("beeper:image:encryption")]
    public EncryptedFile? EncryptedImage { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }

    /// <summary>Null: nothing is said of previews. Empty: there is to be none.</summary>
    internal static IReadOnlyList<LinkPreviewContent>? ReadAll(IReadOnlyList<JsonElement>? items) =>
        items is null ? null : [.. items.Select(static item => TolerantFields.Of(item)).OfType<TolerantFields>().Select(Read)];

    private static LinkPreviewContent Read(TolerantFields fields) => new()
    {
        MatchedUrl = fields.Text("matched_url"),
        Url = fields.Text("og:url"),
        Title = fields.Text("og:title"),
        Description = fields.Text("og:description"),
        Image = fields.Mxc("og:image"),
        ImageType = fields.Text("og:image:type"),
        ImageWidth = fields.Count("og:image:width"),
        ImageHeight = fields.Count("og:image:height"),
        ImageSize = fields.Count("matrix:image:size"),
        EncryptedImage = EncryptedFile.Read(fields.Object("beeper:image:encryption")),
        Additional = fields.Others(),
    };
}
