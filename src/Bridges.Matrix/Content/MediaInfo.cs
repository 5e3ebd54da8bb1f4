using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Matrix;

/// <summary>What is known of a file without opening it (<c>info</c>). What its sender says of it, that is: no more than a hint.</summary>
public sealed record MediaInfo
{
    [JsonPropertyName("mimetype")]
    public string? MimeType { get; init; }

    /// <summary>In bytes.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    [JsonPropertyName("w")]
    public long? Width { get; init; }

    [JsonPropertyName("h")]
    public long? Height { get; init; }

    /// <summary>In milliseconds.</summary>
    [JsonPropertyName("duration")]
    public long? Duration { get; init; }

    [JsonPropertyName("thumbnail_url")]
    public MxcUri? ThumbnailUrl { get; init; }

    [JsonPropertyName("thumbnail_file")]
    public EncryptedFile? ThumbnailFile { get; init; }

    [JsonPropertyName("thumbnail_info")]
    public MediaInfo? ThumbnailInfo { get; init; }

    [JsonPropertyName("xyz.amorgan.blurhash")]
    public string? BlurHash { get; init; }

    /// <summary>It moves (specification 1.18). Clients need not look into the file then.</summary>
    [JsonPropertyName("is_animated")]
    public bool? IsAnimated { get; init; }

    [JsonPropertyName("org.matrix.msc4230.is_animated")]
    public bool? IsAnimatedUnstable { get; init; }

    /// <summary>A video that plays by itself, over and over, without sound and controls; no specification, but some clients know it.</summary>
    [JsonPropertyName("fi.mau.gif")]
    public bool? IsGif { get; init; }

    [JsonPropertyName("fi.mau.autoplay")]
    public bool? PlaysByItself { get; init; }

    [JsonPropertyName("fi.mau.loop")]
    public bool? Repeats { get; init; }

    [JsonPropertyName("fi.mau.no_audio")]
    public bool? IsSilent { get; init; }

    [JsonPropertyName("fi.mau.hide_controls")]
    public bool? HidesControls { get; init; }

    /// <summary>Every other key.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Additional { get; set; }

    /// <summary>The same, marked as moving in both spellings; as it is where nothing moves.</summary>
    public MediaInfo Animated(bool moves) => moves ? this with { IsAnimated = true, IsAnimatedUnstable = true } : this;

    /// <summary>The same, marked as a video that takes the place of an animated picture.</summary>
    public MediaInfo AsGif() => this with { IsGif = true, PlaysByItself = true, Repeats = true, IsSilent = true, HidesControls = true };

    internal static MediaInfo? Read(TolerantFields? fields, bool isThumbnail = false) => fields is null ? null : new MediaInfo
    {
        MimeType = fields.Text("mimetype"),
        Size = fields.Count("size"),
        Width = fields.Count("w"),
        Height = fields.Count("h"),
        Duration = fields.Count("duration"),
        ThumbnailUrl = fields.Mxc("thumbnail_url"),
        ThumbnailFile = EncryptedFile.Read(fields.Object("thumbnail_file")),
        ThumbnailInfo = isThumbnail ? null : Read(fields.Object("thumbnail_info"), isThumbnail: true),
        BlurHash = fields.Text("xyz.amorgan.blurhash"),
        IsAnimated = fields.Flag("is_animated"),
        IsAnimatedUnstable = fields.Flag("org.matrix.msc4230.is_animated"),
        IsGif = fields.Flag("fi.mau.gif"),
        PlaysByItself = fields.Flag("fi.mau.autoplay"),
        Repeats = fields.Flag("fi.mau.loop"),
        IsSilent = fields.Flag("fi.mau.no_audio"),
        HidesControls = fields.Flag("fi.mau.hide_controls"),
        Additional = fields.Others(),
    };
}
