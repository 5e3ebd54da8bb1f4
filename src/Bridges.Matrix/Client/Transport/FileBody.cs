namespace Bridges.Matrix;

/// <summary>A file, read from disk as it is sent.</summary>
internal sealed class FileBody(string path, string contentType) : IRequestBody
{
    private const int BufferBytes = 64 * 1024;

    public HttpContent ToContent()
    {
        // Its length is announced, and its stream is closed with the content.
        var content = new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan), BufferBytes);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }
}
