using System.Net.Http.Headers;

namespace Bridges.Matrix;

/// <summary>Bytes that are at hand.</summary>
internal sealed class BytesBody(ReadOnlyMemory<byte> bytes, string contentType) : IRequestBody
{
    private static readonly MediaTypeHeaderValue Json = new(HomeserverCall.Json);

    public HttpContent ToContent()
    {
        var content = new ReadOnlyMemoryContent(bytes);
        if (ReferenceEquals(contentType, HomeserverCall.Json))
        {
            content.Headers.ContentType = Json;
        }
        else
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}
