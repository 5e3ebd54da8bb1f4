using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Text;

namespace Bridges.Signal.Incoming;

/// <summary>What a message answers. Signal sends along how that begins, or what kind of file it is.</summary>
internal static class QuoteReader
{
    /// <param name="told">As the engine tells it.</param>
    /// <param name="nameOf">How a mentioned person is called.</param>
    public static ReplyTarget? Read(JsonElement told, Func<string, string> nameOf) =>
        told.Object("quote") is { } quote && quote.Text("author") is { } author && quote.Number("timestamp") is { } timestamp
            ? new ReplyTarget(RemoteIds.Message(author, timestamp)) { Author = new RemoteUserId(author), Excerpt = Excerpt(quote, nameOf) }
            : null;

    private static string? Excerpt(JsonElement quote, Func<string, string> nameOf) =>
        BodyRangeReader.Read(quote, nameOf).Text is { Length: > 0 } words ? words
            : quote.Text("fileType")?.Split('/')[0] switch
            {
                null => null,
                "image" => "Picture",
                "video" => "Video",
                "audio" => "Audio",
                _ => "File",
            };
}
