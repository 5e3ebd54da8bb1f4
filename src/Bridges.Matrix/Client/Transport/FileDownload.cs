using System.Net;

namespace Bridges.Matrix;

/// <summary>Takes a file from an answer to disk.</summary>
internal static class FileDownload
{
    private const int BufferBytes = 64 * 1024;
    private const int LongestContentType = 200;

    /// <returns>The media type that the answer names, without parameters.</returns>
    public static async Task<string?> SaveAsync(HttpResponseMessage response, string path, long maxBytes, Action<long> onProgress, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new MatrixException(response.StatusCode, MatrixErrorCodes.NotFound, $"The homeserver answered {(int)response.StatusCode} in place of the file.");
        }

        var announced = response.Content.Headers.ContentLength;
        if (announced > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        try
        {
            var length = await CopyAsync(response, path, maxBytes, onProgress, cancellationToken);
            if (announced is { } whole && length != whole)
            {
                throw new IOException("the file ends before its announced length");
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return response.Content.Headers.ContentType?.MediaType is { Length: > 0 and < LongestContentType } type ? type : null;
    }

    private static async Task<long> CopyAsync(HttpResponseMessage response, string path, long maxBytes, Action<long> onProgress, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        var length = 0L;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            length += count;
            if (length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            onProgress(length);
        }

        return length;
    }

    private static MatrixException TooLarge(long maxBytes) =>
        new(HttpStatusCode.RequestEntityTooLarge, MatrixErrorCodes.TooLarge, $"The file is longer than {maxBytes} bytes.");
}
