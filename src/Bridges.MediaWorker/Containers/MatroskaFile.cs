using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Bridges.MediaWorker.Containers;

/// <summary>
/// Size, length, codecs and transparency of WebM and Matroska files from their elements (RFC 9559), without decoding. A hostile file can at
/// worst tell wrong numbers; the number of elements that are read is bounded.
/// </summary>
internal sealed class MatroskaFile
{
    private const int MostDepth = 8;
    private const long UnknownSize = -1;

    private readonly Stream file;
    private readonly List<string> codecs = [];
    private long budget = 200_000;
    private long width;
    private long height;
    private double nanosecondsPerUnit = 1e6;
    private double durationUnits;
    private double lastUnit;
    private double cluster;
    private bool hasAlpha;

    private MatroskaFile(Stream file) => this.file = file;

    public static VideoTables Read(Stream file)
    {
        var reader = new MatroskaFile(file);
        reader.Walk(file.Length, 0);
        var seconds = Math.Max(reader.durationUnits, reader.lastUnit) * reader.nanosecondsPerUnit / 1e9;
        return new VideoTables(
            (int)Math.Min(65535, reader.width), (int)Math.Min(65535, reader.height), VideoTables.Seconds(seconds), reader.hasAlpha, reader.codecs,
            reader.codecs.Any(codec => codec.StartsWith("A_", StringComparison.Ordinal)),
            reader.codecs.Any(codec => codec.StartsWith("V_", StringComparison.Ordinal)));
    }

    private void Walk(long end, int depth)
    {
        while (file.Position < end && budget-- > 0 && ReadNumber(keepMarker: true) is { } id && ReadNumber(keepMarker: false) is { } size)
        {
            var stop = size == UnknownSize ? end : Math.Min(end, file.Position + size);
            Take(id, stop, depth);
            file.Position = stop;
        }
    }

    private void Take(long id, long stop, int depth)
    {
        switch (id)
        {
            // Segment, Info, Tracks, TrackEntry, Video.
            case 0x18538067 or 0x1549A966 or 0x1654AE6B or 0xAE or 0xE0 when depth < MostDepth:
                Walk(stop, depth + 1);
                break;

            // Cluster: its blocks tell the length of a file that does not tell it itself.
            case 0x1F43B675 when depth < MostDepth && durationUnits == 0:
                Walk(stop, depth + 1);
                break;
            case 0xE7:
                cluster = ReadUnsigned(stop);
                lastUnit = Math.Max(lastUnit, cluster);
                break;
            case 0xA3 when stop - file.Position >= 4 && ReadNumber(keepMarker: false) is not null:
                lastUnit = Math.Max(lastUnit, cluster + (short)((file.ReadByte() << 8) | file.ReadByte()));
                break;
            case 0x2AD7B1:
                nanosecondsPerUnit = ReadUnsigned(stop);
                break;
            case 0x4489:
                durationUnits = ReadReal(stop);
                break;
            case 0xB0:
                width = ReadUnsigned(stop);
                break;
            case 0xBA:
                height = ReadUnsigned(stop);
                break;
            case 0x53C0:
                hasAlpha = ReadUnsigned(stop) == 1;
                break;
            case 0x86 when stop - file.Position < 64 && codecs.Count < 16:
                codecs.Add(ReadText(stop));
                break;
            default:
                break;
        }
    }

    private long? ReadNumber(bool keepMarker)
    {
        var first = file.ReadByte();
        if (first <= 0)
        {
            return null;
        }

        var length = BitOperations.LeadingZeroCount((uint)first) - 24 + 1;
        long value = keepMarker ? first : first & (0xFF >> length);
        var isUnknown = !keepMarker && value == 0xFF >> length;
        for (var i = 1; i < length; i++)
        {
            var next = file.ReadByte();
            if (next < 0)
            {
                return null;
            }

            isUnknown &= next == 0xFF;
            value = (value << 8) | (uint)next;
        }

        return isUnknown ? UnknownSize : value;
    }

    private long ReadUnsigned(long stop)
    {
        long value = 0;
        for (var i = 0; i < 8 && file.Position < stop; i++)
        {
            value = (value << 8) | (uint)Math.Max(0, file.ReadByte());
        }

        return Math.Max(0, value);
    }

    private double ReadReal(long stop)
    {
        Span<byte> bytes = stackalloc byte[8];
        var length = ReadUpTo(bytes[..(int)Math.Clamp(stop - file.Position, 0, 8)]);
        var value = length switch
        {
            4 => BinaryPrimitives.ReadSingleBigEndian(bytes),
            8 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            _ => 0,
        };
        return double.IsFinite(value) && value > 0 ? value : 0;
    }

    private int ReadUpTo(Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

    private string ReadText(long stop)
    {
        var text = new byte[Math.Max(0, stop - file.Position)];
        return Encoding.ASCII.GetString(text, 0, ReadUpTo(text)).TrimEnd('\0');
    }
}
