using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.People;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>Messages that are files. The file itself is fetched when the host wants it, by the message that it hangs on.</summary>
internal sealed class MediaReader(KnownPeople people)
{
    /// <summary>Before bytes that came along with the message itself.</summary>
    public const string InlinePrefix = "inline:";

    /// <summary>Before files that are Lottie in a zip archive.</summary>
    public const string LottiePrefix = "lottie:";

    /// <summary>Before all other files.</summary>
    public const string FilePrefix = "file:";

    private const int LongestInline = 16_000;

    /// <returns>Null where it is none.</returns>
    public MediaContent? Read(string kind, JsonElement content, JsonElement message)
    {
        if (kind is not ("image" or "video" or "audio" or "voice" or "file" or "sticker"))
        {
            return null;
        }

        var file = ReadFile(kind, content, message);
        MediaContent media = kind switch
        {
            "image" => new ImageContent(file),
            "video" when content.Flag("round") => new RoundVideoContent(file),
            "video" when content.Flag("gif") => new AnimationContent(file),
            "video" => new VideoContent(file),
            "voice" => new VoiceContent(file) { Waveform = ReadWaveform(content.Text("waveform")) },
            "audio" => new AudioContent(file),
            "sticker" => new StickerContent(file) { IsAnimated = content.Flag("moving") },
            _ => new FileContent(file),
        };
        return media with
        {
            Caption = content.Text("caption") is { Length: > 0 } caption ? people.ReadText(caption, message) : null,
            IsViewOnce = message.Flag("viewOnce"),
        };
    }

    /// <summary>A small picture that came along.</summary>
    public static MediaFile? Inline(string? base64) =>
        base64 is { Length: > 0 and < LongestInline }
            ? new MediaFile { Reference = new MediaReference($"inline-{Hash(base64)}", InlinePrefix + base64), ContentType = "image/jpeg" }
            : null;

    private static MediaFile ReadFile(string kind, JsonElement content, JsonElement message)
    {
        var lottie = content.Flag("lottie");
        var id = message.Text("target") ?? message.Text("id") ?? "";
        var key = content.Text("hash") is { } hash ? $"sha256-{hash}" : $"{message.Text("chat")}/{id}";
        return new MediaFile
        {
            Reference = new MediaReference(key.Length <= 255 ? key : $"id-{Hash(key)}", (lottie ? LottiePrefix : FilePrefix) + id),
            Name = content.Text("name"),
            ContentType = lottie ? "application/x-tgsticker" : content.Text("mime")?.Split(';')[0].Trim(),
            Size = lottie ? null : content.Number("size") is > 0 and var size ? size : null,
            Width = content.Whole("width") is > 0 and var width ? width : null,
            Height = content.Whole("height") is > 0 and var height ? height : null,
            Duration = content.Fraction("seconds") is > 0 and < 1_000_000 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            // A sticker is small itself; its still picture is for where it cannot be made to move.
            Thumbnail = kind is "sticker" && !lottie ? null : Inline(content.Text("thumbnail")),
        };
    }

    /// <summary>WhatsApp counts from 0 to 100, Matrix to 1024.</summary>
    private static List<int> ReadWaveform(string? base64)
    {
        var bytes = new byte[256];
        return base64 is { Length: < 300 } && Convert.TryFromBase64String(base64, bytes, out var length)
            ? [.. bytes[..length].Select(bar => Math.Min(bar, (byte)100) * 1024 / 100)]
            : [];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..40];
}
