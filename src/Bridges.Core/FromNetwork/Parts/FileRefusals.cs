using System.Net;
using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Words in place of a file.</summary>
internal static class FileRefusals
{
    /// <summary>Why a file will never come; null: it is another kind of failure.</summary>
    public static string? ReasonOf(Exception exception) => exception switch
    {
        FileRefusedException refused => refused.Message,
        BridgeException { Kind: FailureKind.Permanent } gone => gone.Message,
        MatrixException { Status: HttpStatusCode.RequestEntityTooLarge } => "It is larger than the homeserver takes.",
        _ => null,
    };

    public static string Words(MediaContent content, string reason) => $"📎 {NameOf(content)} could not be brought here. {reason}";

    public static string OnItsWay(MediaContent content) => $"📎 {NameOf(content)} is on its way …";

    public static string Progress(MediaContent content, long bytes) =>
        content.File.Size is { } size ? $"📎 {NameOf(content)} is on its way: {FileSizes.Words(bytes)} are here" : $"📎 {NameOf(content)} is on its way ({FileSizes.Words(bytes)})";

    private static string NameOf(MediaContent content)
    {
        var name = content.File.Name is { Length: > 0 } given ? SafeFileNames.Of(given, content.File.ContentType) : $"A {MediaWords.Of(content.Kind)}";
        return content.File.Size is { } size ? $"{name} ({FileSizes.Words(size)})" : name;
    }
}
