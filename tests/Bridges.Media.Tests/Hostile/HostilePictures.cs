using System.Buffers.Binary;

namespace Bridges.Media.Tests.Hostile;

/// <summary>Small files that say they are huge, or that unpack to something huge.</summary>
internal static class HostilePictures
{
    private const int Bomb = 300_000_000;

    public static byte[] Huge() => Chunks.Png(30_000, 30_000);

    public static byte[] LargeWithoutPixels() => Chunks.Png(6_000, 6_000);

    public static byte[] FullOfZeros() => Chunks.Png(6_300, 6_300, new byte[6_300 * ((6_300 * 4) + 1)]);

    public static byte[] LargestNumber() => Chunks.Png(int.MaxValue, int.MaxValue);

    public static byte[] TextBomb() =>
        Chunks.Png(16, 16, new byte[16 * 65], Chunks.Chunk("zTXt"u8, [.. "k\0\0"u8, .. Chunks.Deflate(new byte[Bomb])]));

    public static byte[] ProfileBomb() =>
        Chunks.Png(16, 16, new byte[16 * 65], Chunks.Chunk("iCCP"u8, [.. "k\0\0"u8, .. Chunks.Deflate(new byte[Bomb])]));

    public static byte[] Jpeg()
    {
        byte[] start = [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xFF, 0xDC, 0xFF, 0xDC, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
        byte[] scan = [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3F, 0];
        return [.. start, .. scan, .. new byte[100]];
    }

    public static byte[] Gif() =>
    [
        .. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, (byte)',', 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 2, 0x4C, 1, 0, (byte)';',
    ];

    public static byte[] Webp() =>
    [
        .. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0x3F, 0, 0xFE, 0x3F, 0, .. "VP8 "u8, 0, 0, 0, 0,
    ];

    public static byte[] Bmp()
    {
        var file = new byte[78];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), 100);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), 60_000);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), 60_000);
        file[26] = 1;
        file[28] = 24;
        return file;
    }
}
