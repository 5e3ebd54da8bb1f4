using System.Buffers.Binary;
using System.IO.Compression;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Stickers;

/// <summary>Zip archives from strangers. Their list of contents is measured before it is read, and the lengths in it are not believed.</summary>
internal static class BoundedArchive
{
    /// <summary>Names of some thousand files; an archive of stickers has some dozen.</summary>
    private const int LongestList = 256 << 10;

    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const uint ListIsElsewhere = uint.MaxValue;

    private static ReadOnlySpan<byte> EndSignature => "PK\x05\x06"u8;

    /// <exception cref="InvalidDataException">It is no archive, or one of too many files.</exception>
    public static async Task<ZipArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        await MeasureAsync(path, cancellationToken);
        return await ZipFile.OpenReadAsync(path, cancellationToken);
    }

    /// <exception cref="MediaTooLargeException">There is more in it than that.</exception>
    public static async Task UnpackAsync(ZipArchiveEntry entry, Stream to, long limit, CancellationToken cancellationToken)
    {
        await using var from = await entry.OpenAsync(cancellationToken);
        var buffer = new byte[16 << 10];
        var total = 0L;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            total += read;
            if (total > limit)
            {
                throw new MediaTooLargeException(size: null);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>The list stands before the end, which says where it begins; both are found as the library finds them.</summary>
    private static async Task MeasureAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var tail = new byte[Math.Min(file.Length, EndLength + LongestComment)];
        file.Seek(-tail.Length, SeekOrigin.End);
        await file.ReadExactlyAsync(tail, cancellationToken);
        var end = tail.AsSpan(0, Math.Max(0, tail.Length - EndLength + EndSignature.Length)).LastIndexOf(EndSignature);
        var list = end < 0 ? ListIsElsewhere : BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        var isSplit = end >= 0 && Enumerable.Range(2, 4).Any(number => BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + (2 * number))) == ushort.MaxValue);
        if (list == ListIsElsewhere || isSplit || list > file.Length || file.Length - list > LongestList)
        {
            throw new InvalidDataException("The archive has no list of contents, or too long a one.");
        }
    }
}
