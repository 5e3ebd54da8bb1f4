using System.Net.Http.Headers;

namespace Bridges.Matrix;

/// <summary>Bytes that are at hand.</summary>
internal sealed class BytesBody(ReadOnlyMemory<byte> bytes, string contentType) : IRequestBody
{
    private const string JsonType = "application/json";

    // Nearly every request is one: its type is parsed once.
    private static readonly MediaTypeHeaderValue ParsedJsonType = new(JsonType);

    public static BytesBody OfJson(byte[] json) => new(json, JsonType);

    public HttpContent ToContent()
    {
        var content = new ReadOnlyMemoryContent(bytes);
        if (ReferenceEquals(contentType, JsonType))
        {
            content.Headers.ContentType = ParsedJsonType;
        }
        else
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}
