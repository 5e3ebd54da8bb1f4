using System.Buffers.Binary;

namespace Bridges.MediaWorker.Sounds;

/// <summary>The packets of an Ogg file's first stream (RFC 3533). Wrong bytes end them, they never throw.</summary>
internal static class OggPackets
{
    private const int HeaderBytes = 27;
    private const int LongestPacket = 1 << 20;

    /// <returns>Each packet with the end of its page on the stream's clock.</returns>
    public static IEnumerable<(byte[] Packet, long Position)> Read(Stream file)
    {
        var header = new byte[HeaderBytes];
        var lacing = new byte[255];
        var part = new byte[255];
        var packet = new MemoryStream();
        uint? first = null;
        while (Fill(file, header) && header.AsSpan().StartsWith("OggS"u8))
        {
            var position = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(6));
            var stream = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14));
            var segments = header[26];
            if (!Fill(file, lacing.AsSpan(0, segments)))
            {
                yield break;
            }

            first ??= stream;
            for (var i = 0; i < segments; i++)
            {
                if (!Fill(file, part.AsSpan(0, lacing[i])))
                {
                    yield break;
                }

                if (stream != first)
                {
                    continue;
                }

                packet.Write(part, 0, lacing[i]);
                if (lacing[i] < 255)
                {
                    yield return (packet.ToArray(), position);
                    packet.SetLength(0);
                }
                else if (packet.Length > LongestPacket)
                {
                    yield break;
                }
            }
        }
    }

    private static bool Fill(Stream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
