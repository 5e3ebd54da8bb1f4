using System.Buffers.Binary;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Files for tests that say of themselves how large their picture is; nothing can be seen on them.</summary>
public static class SamplePicture
{
    /// <summary>A JPEG file of a picture of that size, filled up to a length.</summary>
    public static byte[] Jpeg(int width, int height, int length = 2_000)
    {
        byte[] head =
        [
            0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        var file = new byte[Math.Max(length, head.Length + 2)];
        head.CopyTo(file, 0);
        for (var i = head.Length; i < file.Length - 2; i++)
        {
            file[i] = (byte)(i % 251);
        }

        (file[^2], file[^1]) = (0xff, 0xd9);
        return file;
    }

    /// <summary>A PNG file of a picture of that size, without the picture.</summary>
    public static byte[] Png(int width, int height, int length = 500)
    {
        var file = new byte[Math.Max(length, 33)];
        ReadOnlySpan<byte> head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
        head.CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        (file[24], file[25]) = (8, 6);
        return file;
    }
}
