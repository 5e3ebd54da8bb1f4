namespace Bridges.Media.Files;

/// <summary>A kind of file, as its first bytes tell it.</summary>
/// <param name="MimeType">The type that others know it by.</param>
/// <param name="Extension">The usual ending of its name, with the dot; empty for <see cref="Unknown"/>.</param>
public sealed record FileKind(string MimeType, string Extension)
{
    /// <summary>Bytes of a file's beginning that <see cref="FileSniffer"/> looks at.</summary>
    public const int HeadBytes = 64 << 10;

    public static FileKind Unknown { get; } = new("application/octet-stream", "");

    public static FileKind Png { get; } = new("image/png", ".png");

    public static FileKind Apng { get; } = new("image/apng", ".apng");

    public static FileKind Jpeg { get; } = new("image/jpeg", ".jpg");

    public static FileKind Gif { get; } = new("image/gif", ".gif");

    public static FileKind Webp { get; } = new("image/webp", ".webp");

    public static FileKind Bmp { get; } = new("image/bmp", ".bmp");

    public static FileKind Heic { get; } = new("image/heic", ".heic");

    public static FileKind Avif { get; } = new("image/avif", ".avif");

    public static FileKind Mp4 { get; } = new("video/mp4", ".mp4");

    public static FileKind QuickTime { get; } = new("video/quicktime", ".mov");

    public static FileKind M4a { get; } = new("audio/mp4", ".m4a");

    public static FileKind Webm { get; } = new("video/webm", ".webm");

    public static FileKind Matroska { get; } = new("video/x-matroska", ".mkv");

    public static FileKind Ogg { get; } = new("audio/ogg", ".ogg");

    public static FileKind Mp3 { get; } = new("audio/mpeg", ".mp3");

    public static FileKind Aac { get; } = new("audio/aac", ".aac");

    public static FileKind Amr { get; } = new("audio/amr", ".amr");

    public static FileKind Flac { get; } = new("audio/flac", ".flac");

    public static FileKind Wav { get; } = new("audio/wav", ".wav");

    public static FileKind Pdf { get; } = new("application/pdf", ".pdf");

    public static FileKind Html { get; } = new("text/html", ".html");

    public static FileKind Zip { get; } = new("application/zip", ".zip");

    public static FileKind Gzip { get; } = new("application/gzip", ".gz");

    public static FileKind Json { get; } = new("application/json", ".json");

    /// <summary>A Lottie animation, plain, as Telegram packs it (<c>.tgs</c>) or as WhatsApp does (<c>.was</c>).</summary>
    public static FileKind Lottie { get; } = new("video/lottie+json", ".json");

    /// <summary>A Lottie animation in gzip: Telegram's moving sticker.</summary>
    public static FileKind Tgs { get; } = new("application/x-tgsticker", ".tgs");

    /// <summary>A Lottie animation in zip: WhatsApp's moving sticker.</summary>
    public static FileKind Was { get; } = new("application/was", ".was");

    public bool IsLottie => this == Lottie || this == Tgs || this == Was;

    public bool IsPicture => MimeType.StartsWith("image/", StringComparison.Ordinal);

    public bool IsVideo => MimeType.StartsWith("video/", StringComparison.Ordinal) && !IsLottie;

    public bool IsAudio => MimeType.StartsWith("audio/", StringComparison.Ordinal);
}
