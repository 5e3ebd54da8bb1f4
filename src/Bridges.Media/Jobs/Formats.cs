using System.Text.Json.Serialization;

namespace Bridges.Media.Jobs;

/// <summary>Formats of still pictures.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureFormat>))]
public enum PictureFormat
{
    /// <summary>JPEG: everywhere, no transparency.</summary>
    Jpeg,

    /// <summary>WebP with transparency.</summary>
    Webp,

    /// <summary>PNG with transparency.</summary>
    Png,
}

/// <summary>Formats that move.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnimationFormat>))]
public enum AnimationFormat
{
    /// <summary>GIF: moves in every Matrix client; edges are hard. Needs ffmpeg.</summary>
    Gif,

    /// <summary>Animated WebP with real transparency.</summary>
    Webp,

    /// <summary>Silent MP4 (H.264). Needs ffmpeg.</summary>
    Mp4,

    /// <summary>APNG, for Signal's sticker packs. Needs ffmpeg.</summary>
    Apng,
}

/// <summary>Formats of voice messages.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoiceFormat>))]
public enum VoiceFormat
{
    /// <summary>Opus in Ogg, mono: Matrix, Telegram, WhatsApp.</summary>
    OggOpus,

    /// <summary>AAC in MP4: Signal.</summary>
    M4a,
}
