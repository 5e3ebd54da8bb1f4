using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Bridges.Matrix;

/// <summary>Reads answers of bounded size.</summary>
internal static class AnswerReader
{
    private const int FirstBufferBytes = 4096;
    private static readonly JsonDocumentOptions OnlyOnce = new() { AllowDuplicateProperties = false };

    public static async ValueTask<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, int maxBytes, CancellationToken cancellationToken)
    {
        var (buffer, length) = await ReadPooledAsync(response, maxBytes, cancellationToken);
        try
        {
            if (IsReadLater(typeof(T)))
            {
                CheckAll(buffer.AsMemory(0, length));
            }

            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), type) ?? throw NotMatrix(response.StatusCode, innerException: null);
        }
        catch (JsonException malformed)
        {
            throw NotMatrix(response.StatusCode, malformed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static async ValueTask<byte[]> ReadBytesAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        var (buffer, length) = await ReadPooledAsync(response, maxBytes, cancellationToken);
        var bytes = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return bytes;
    }

    // Objects whose members are looked at when they are asked for: far from here, where nobody expects an exception.
    private static bool IsReadLater(Type type) => type == typeof(JsonObject);

    private static void CheckAll(ReadOnlyMemory<byte> json)
    {
        if (!JsonUnicode.IsUnicode(json.Span))
        {
            throw new JsonException("A text is not valid Unicode.");
        }

        using var document = JsonDocument.Parse(json, OnlyOnce);
    }

    private static async ValueTask<(byte[] Buffer, int Length)> ReadPooledAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        var limit = Math.Min(maxBytes, Array.MaxLength - 1);
        var announced = response.Content.Headers.ContentLength;
        if (announced > limit)
        {
            throw TooLarge(response.StatusCode, limit);
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        // One byte more than announced, so that the end is seen without growing.
        var buffer = ArrayPool<byte>.Shared.Rent(announced is { } known ? (int)known + 1 : FirstBufferBytes);
        var length = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var count)
            {
                length += count;
                if (length > limit)
                {
                    throw TooLarge(response.StatusCode, limit);
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        return (buffer, length);
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, Array.MaxLength));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static MatrixException TooLarge(HttpStatusCode status, int limit) =>
        new(status, MatrixErrorCodes.TooLarge, $"The homeserver's answer is longer than {limit} bytes.");

    private static MatrixException NotMatrix(HttpStatusCode status, Exception? innerException) =>
        new(status, MatrixErrorCodes.NotJson, "The answer is not what a Matrix homeserver says: does the address lead to one?", innerException: innerException);
}
