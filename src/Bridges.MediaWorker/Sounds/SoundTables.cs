using System.Buffers.Binary;
using Bridges.Media.Files;

namespace Bridges.MediaWorker.Sounds;

/// <summary>Lengths of sounds without a table of contents, from the headers of their frames. Damaged frames end the count.</summary>
internal static class SoundTables
{
    private static readonly int[] AacRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
    private static readonly int[] AmrFrameBytes = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
    private static readonly int[] AmrWideFrameBytes = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1];

    public static TimeSpan? Duration(string path, FileKind kind)
    {
        using var file = new BufferedStream(File.OpenRead(path), 64 << 10);
        double? seconds =
            kind == FileKind.Aac ? Aac(file)
            : kind == FileKind.Amr ? Amr(file)
            : kind == FileKind.Wav ? Wav(file)
            : kind == FileKind.Flac ? Flac(file)
            : kind == FileKind.Mp3 ? Mp3File.Seconds(file)
            : null;
        return seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    /// <summary>ADTS (ISO 14496-3): 1,024 samples for each block of a frame.</summary>
    private static double Aac(Stream file)
    {
        Span<byte> header = stackalloc byte[7];
        double seconds = 0;
        while (Fill(file, header) && header[0] == 0xFF && (header[1] & 0xF6) == 0xF0)
        {
            var rate = header[2] >> 2 & 15;
            var length = ((header[3] & 3) << 11) | (header[4] << 3) | (header[5] >> 5);
            if (rate >= AacRates.Length || length < header.Length)
            {
                break;
            }

            seconds += 1024.0 * ((header[6] & 3) + 1) / AacRates[rate];
            file.Position += length - header.Length;
        }

        return seconds;
    }

    /// <summary>AMR (RFC 4867): 20 ms for each frame.</summary>
    private static double Amr(Stream file)
    {
        Span<byte> magic = stackalloc byte[9];
        var isWide = Fill(file, magic) && magic.SequenceEqual("#!AMR-WB\n"u8);
        file.Position = isWide ? 9 : 6;
        var sizes = isWide ? AmrWideFrameBytes : AmrFrameBytes;
        var frames = 0L;
        for (int head; file.Position < file.Length && (head = file.ReadByte()) >= 0; frames++)
        {
            file.Position += sizes[head >> 3 & 15] - 1;
        }

        return frames * 0.02;
    }

    private static double? Wav(Stream file)
    {
        Span<byte> chunk = stackalloc byte[8];
        Span<byte> format = stackalloc byte[16];
        uint bytesPerSecond = 0;
        file.Position = 12;
        for (var i = 0; i < 100 && Fill(file, chunk); i++)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("data"u8))
            {
                return bytesPerSecond == 0 ? null : Math.Min(size, file.Length - file.Position) / (double)bytesPerSecond;
            }

            var next = file.Position + size + (size & 1);
            if (chunk.StartsWith("fmt "u8) && Fill(file, format))
            {
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(format[8..]);
            }

            file.Position = next;
        }

        return null;
    }

    private static double? Flac(Stream file)
    {
        Span<byte> head = stackalloc byte[26];
        if (!Fill(file, head))
        {
            return null;
        }

        var rate = (head[18] << 12) | (head[19] << 4) | (head[20] >> 4);
        var samples = ((long)(head[21] & 15) << 32) | BinaryPrimitives.ReadUInt32BigEndian(head[22..]);
        return rate == 0 || samples == 0 ? null : samples / (double)rate;
    }

    private static bool Fill(Stream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
