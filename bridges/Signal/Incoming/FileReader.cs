using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>From the engine's file pointers to media contents and back.</summary>
internal static class FileReader
{
    /// <summary>The kind of media follows from the type and the flags that the sender set.</summary>
    public static MediaContent Read(JsonElement pointer, RichText? caption, bool isViewOnce)
    {
        var file = ToFile(pointer);
        var type = file.ContentType ?? "application/octet-stream";
        MediaContent content = type switch
        {
            _ when pointer.Flag("voice") && type.StartsWith("audio/", StringComparison.Ordinal) => new VoiceContent(file),
            _ when pointer.Flag("gif") => new AnimationContent(file),
            _ when pointer.Flag("borderless") && type.StartsWith("image/", StringComparison.Ordinal) => new StickerContent(file),
            _ when type.StartsWith("image/", StringComparison.Ordinal) => new ImageContent(file),
            _ when type.StartsWith("video/", StringComparison.Ordinal) => new VideoContent(file),
            _ when type.StartsWith("audio/", StringComparison.Ordinal) => new AudioContent(file),
            _ => new FileContent(file),
        };
        return content with { Caption = caption, IsViewOnce = isViewOnce };
    }

    /// <exception cref="BridgeException">The token is none of this module.</exception>
    public static JsonElement ReadToken(string token)
    {
        try
        {
            if (JsonSerializer.Deserialize<JsonElement>(token) is { ValueKind: JsonValueKind.Object } pointer)
            {
                return pointer;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw BridgeException.Permanent("It cannot be told any more where Signal keeps this file.");
    }

    public static MediaFile ToFile(JsonElement pointer) => new()
    {
        // The digest names the encrypted bytes, which no two uploads share: enough that two logins in a group fetch them once.
        Reference = new MediaReference(pointer.Text("digest") ?? pointer.Text("contentHash") ?? pointer.Text("where") ?? "", pointer.GetRawText()),
        Name = pointer.Text("name"),
        ContentType = pointer.Text("type"),
        Size = pointer.Number("size"),
        Width = (int?)pointer.Number("width"),
        Height = (int?)pointer.Number("height"),
        BlurHash = pointer.Text("blurHash"),
    };
}
