using System.Buffers.Binary;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Reads how large a picture is from its own bytes, as the server does.</summary>
internal static class ImageSize
{
    private const int PngHeader = 24;

    /// <exception cref="RpcException">It is no PNG or JPEG picture.</exception>
    public static (int Width, int Height) Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] && bytes.Length >= PngHeader)
        {
            return (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        }

        return bytes is [0xff, 0xd8, ..] && Jpeg(bytes) is { } size ? size : throw RpcException.BadRequest("IMAGE_PROCESS_FAILED");
    }

    /// <summary>The size stands in the first segment that begins a frame.</summary>
    private static (int Width, int Height)? Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (var position = 2; position + 9 < bytes.Length && bytes[position] == 0xff;)
        {
            var marker = bytes[position + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 5)..]));
            }

            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
        }

        return null;
    }
}
