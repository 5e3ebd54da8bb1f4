using System.Buffers.Binary;
using System.Text;

namespace Bridges.Media.Files;

/// <summary>Tells what a file is by its first bytes. Names and announced types of strangers are never asked.</summary>
public static class FileSniffer
{
    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];

    /// <summary>Reads the beginning of a file and tells its kind.</summary>
    public static FileKind Read(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[(int)Math.Min(FileKind.HeadBytes, Math.Max(1, file.Length))];
        return Recognise(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    /// <param name="head">The file's beginning, <see cref="FileKind.HeadBytes"/> of it or all.</param>
    public static FileKind Recognise(ReadOnlySpan<byte> head) =>
        Picture(head) ?? Box(head) ?? Sound(head) ?? Other(head) ?? FileKind.Unknown;

    private static FileKind? Picture(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
        {
            return IsAnimatedPng(head) ? FileKind.Apng : FileKind.Png;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return FileKind.Jpeg;
        }

        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
        {
            return FileKind.Gif;
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8))
        {
            return FileKind.Webp;
        }

        return head.Length >= 26 && head.StartsWith("BM"u8) && BinaryPrimitives.ReadInt32LittleEndian(head[6..]) == 0 ? FileKind.Bmp : null;
    }

    /// <summary>The chunk "acTL" before the first picture data makes a PNG move.</summary>
    private static bool IsAnimatedPng(ReadOnlySpan<byte> head)
    {
        for (var rest = head[8..]; rest.Length >= 8;)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var name = rest[4..8];
            if (name.SequenceEqual("acTL"u8))
            {
                return true;
            }

            if (name.SequenceEqual("IDAT"u8) || size > rest.Length - 12)
            {
                return false;
            }

            rest = rest[((int)size + 12)..];
        }

        return false;
    }

    /// <summary>Files made of boxes (ISO 14496-12), and Matroska.</summary>
    private static FileKind? Box(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) >= 0 ? FileKind.Webm : FileKind.Matroska;
        }

        if (head.Length < 12 || !head[4..8].SequenceEqual("ftyp"u8))
        {
            return null;
        }

        var brand = Encoding.Latin1.GetString(head[8..12]);
        return brand switch
        {
            "avif" or "avis" => FileKind.Avif,
            "qt  " => FileKind.QuickTime,
            "M4A " or "M4B " => FileKind.M4a,
            _ when HeicBrands.Contains(brand) => FileKind.Heic,
            _ => FileKind.Mp4,
        };
    }

    private static FileKind? Sound(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("OggS"u8))
        {
            return FileKind.Ogg;
        }

        if (head.StartsWith("fLaC"u8))
        {
            return FileKind.Flac;
        }

        if (head.StartsWith("#!AMR"u8))
        {
            return FileKind.Amr;
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WAVE"u8))
        {
            return FileKind.Wav;
        }

        if (head.StartsWith("ID3"u8))
        {
            return FileKind.Mp3;
        }

        // Frame headers: twelve set bits, then for AAC (ADTS) the layer 0, for MP3 the layer III with a bit rate and a sample rate that exist.
        if (head.Length >= 7 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0)
        {
            return (head[1] & 0xF6) == 0xF0 ? FileKind.Aac
                : (head[1] & 0x06) == 0x02 && head[2] >> 4 is > 0 and < 15 && (head[2] >> 2 & 3) != 3 ? FileKind.Mp3
                : null;
        }

        return null;
    }

    private static FileKind? Other(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
        {
            return FileKind.Gzip;
        }

        if (head.StartsWith("PK\x3\x4"u8))
        {
            return FileKind.Zip;
        }

        if (head.StartsWith("%PDF-"u8))
        {
            return FileKind.Pdf;
        }

        var text = head.TrimStart(" \t\r\n\xFEFF"u8);
        if (text.StartsWith("{"u8))
        {
            return text.IndexOf("\"layers\""u8) >= 0 && text.IndexOf("\"ip\""u8) >= 0 ? FileKind.Lottie : FileKind.Json;
        }

        return StartsWithIgnoringCase(text, "<!doctype html") || StartsWithIgnoringCase(text, "<html") ? FileKind.Html : null;
    }

    private static bool StartsWithIgnoringCase(ReadOnlySpan<byte> text, string start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
