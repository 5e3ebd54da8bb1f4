using System.Buffers.Binary;

namespace Bridges.MediaWorker.Containers;

/// <summary>Size, frames and length of an animated PNG (PNG specification, third edition) from its chunks.</summary>
internal sealed record ApngFile(int Width, int Height, int Frames, TimeSpan Duration)
{
    private const int MostChunks = 10_000;
    private const int SignatureBytes = 8;
    private const int MostSide = 65_535;

    public static ApngFile? Read(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        Span<byte> body = stackalloc byte[26];
        int width = 0, height = 0, frames = 0;
        double seconds = 0;
        file.Position = SignatureBytes;
        for (var chunk = 0; chunk < MostChunks && Fill(file, head); chunk++)
        {
            var next = file.Position + BinaryPrimitives.ReadUInt32BigEndian(head) + 4;
            var name = head[4..];
            if (name.SequenceEqual("IHDR"u8) && Fill(file, body[..8]))
            {
                width = BinaryPrimitives.ReadInt32BigEndian(body);
                height = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
            }
            else if (name.SequenceEqual("fcTL"u8) && Fill(file, body))
            {
                frames++;
                int above = BinaryPrimitives.ReadUInt16BigEndian(body[20..]), below = BinaryPrimitives.ReadUInt16BigEndian(body[22..]);
                seconds += above / (below == 0 ? 100.0 : below);
            }

            file.Position = next;
        }

        return width is > 0 and <= MostSide && height is > 0 and <= MostSide
            ? new ApngFile(width, height, frames, VideoTables.Seconds(seconds))
            : null;
    }

    private static bool Fill(Stream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
