using System.Net;

namespace Bridges.Matrix;

/// <summary>A file, read from disk as it is sent. It must not change meanwhile.</summary>
/// <param name="progress">Told how many bytes have gone.</param>
internal sealed class FileBody(string path, string contentType, IProgress<long>? progress = null) : IRequestBody
{
    private const int BufferBytes = 64 * 1024;

    public HttpContent ToContent()
    {
        var content = new FileContent(path, progress);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private sealed class FileContent(string path, IProgress<long>? progress) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var buffer = new byte[BufferBytes];
            var length = 0L;
            while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                progress?.Report(length += count);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = new FileInfo(path).Length;
            return true;
        }
    }
}
