using System.Globalization;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>Files that need not be kept: their token tells their size, and their bytes follow from it.</summary>
internal static class SampleFiles
{
    private const string Prefix = "bytes:";
    private const int ChunkSize = 65_536;

    /// <summary>A handle to a file of so many bytes.</summary>
    public static MediaFile Handle(string name, string contentType, long size) => new()
    {
        Reference = new MediaReference($"{name}-{size}", $"{Prefix}{size}"),
        Name = name,
        ContentType = contentType,
        Size = size,
    };

    public static byte ByteAt(long position) => (byte)(position % 251);

    public static async Task FetchAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (!fetch.Reference.Token.StartsWith(Prefix, StringComparison.Ordinal)
            || !long.TryParse(fetch.Reference.Token.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out var size))
        {
            throw BridgeException.Permanent("The file is gone.");
        }

        if (size > fetch.MaximumSize)
        {
            throw new MediaTooLargeException(size);
        }

        await using var file = new FileStream(fetch.Path, FileMode.Append, FileAccess.Write);
        var chunk = new byte[ChunkSize];
        while (file.Position < size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = (int)Math.Min(ChunkSize, size - file.Position);
            for (var index = 0; index < length; index++)
            {
                chunk[index] = ByteAt(file.Position + index);
            }

            await file.WriteAsync(chunk.AsMemory(0, length), cancellationToken);
            progress.Report(file.Position);
        }
    }
}
