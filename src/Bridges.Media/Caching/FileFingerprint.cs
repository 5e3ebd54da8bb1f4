using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bridges.Media.Caching;

/// <summary>Names a file's bytes.</summary>
/// <param name="Hash">A hash in hexadecimal digits.</param>
/// <param name="IsExact">All bytes went into it; of large files only the size, the beginning and the end do.</param>
internal readonly record struct FileFingerprint(string Hash, bool IsExact)
{
    private const long LargestHashedWhole = 16 << 20;
    private const int HashedPart = 1 << 20;

    public static async Task<FileFingerprint> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 << 10, useAsync: true);
        if (file.Length <= LargestHashedWhole)
        {
            return new FileFingerprint(Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)), true);
        }

        var bytes = new byte[sizeof(long) + (2 * HashedPart)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, file.Length);
        await file.ReadExactlyAsync(bytes.AsMemory(sizeof(long), HashedPart), cancellationToken);
        file.Position = file.Length - HashedPart;
        await file.ReadExactlyAsync(bytes.AsMemory(sizeof(long) + HashedPart, HashedPart), cancellationToken);
        return new FileFingerprint(Convert.ToHexStringLower(SHA256.HashData(bytes)), false);
    }
}
