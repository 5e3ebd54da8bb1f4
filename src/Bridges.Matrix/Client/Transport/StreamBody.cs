using System.Net;

namespace Bridges.Matrix;

/// <summary>A body that is read from a stream, which stays the caller's.</summary>
internal sealed class StreamBody(Stream stream, string contentType) : IRequestBody
{
    private readonly long _start = stream.CanSeek ? stream.Position : 0;

    public bool Repeatable => stream.CanSeek;

    public HttpContent ToContent()
    {
        if (stream.CanSeek)
        {
            stream.Position = _start;
        }

        var content = new Content(stream);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    // StreamContent would close the stream with the first attempt.
    private sealed class Content(Stream stream) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) =>
            SerializeToStreamAsync(target, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context, CancellationToken cancellationToken) =>
            stream.CopyToAsync(target, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = stream.CanSeek ? stream.Length - stream.Position : 0;
            return stream.CanSeek;
        }
    }
}
