namespace Bridges.MediaWorker.Sounds;

/// <summary>MP3 (ISO 11172-3, layer III): its length, counted frame by frame.</summary>
internal static class Mp3File
{
    private static readonly int[] BitRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] LowBitRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Rates = [44100, 48000, 32000];

    public static double Seconds(Stream file)
    {
        SkipTag(file);
        Span<byte> header = stackalloc byte[4];
        double seconds = 0;
        while (file.ReadAtLeast(header, 4, throwOnEndOfStream: false) == 4 && ReadFrame(header) is { } frame)
        {
            seconds += frame.Seconds;
            file.Position += frame.Bytes - header.Length;
        }

        return seconds;
    }

    /// <summary>An ID3 tag at the beginning tells its size in four times seven bits.</summary>
    private static void SkipTag(Stream file)
    {
        Span<byte> tag = stackalloc byte[10];
        var isTag = file.ReadAtLeast(tag, 10, throwOnEndOfStream: false) == 10 && tag.StartsWith("ID3"u8);
        file.Position = isTag ? 10 + ((tag[6] & 127) << 21 | (tag[7] & 127) << 14 | (tag[8] & 127) << 7 | (tag[9] & 127)) : 0;
    }

    private static (int Bytes, double Seconds)? ReadFrame(ReadOnlySpan<byte> header)
    {
        var version = header[1] >> 3 & 3;
        int bitRate = header[2] >> 4, rate = header[2] >> 2 & 3;
        if (header[0] != 0xFF || (header[1] & 0xE0) != 0xE0 || (header[1] & 6) != 2 || version == 1 || bitRate is 0 or 15 || rate == 3)
        {
            return null;
        }

        var isFirst = version == 3;
        var hertz = Rates[rate] / (isFirst ? 1 : version == 2 ? 2 : 4);
        var samples = isFirst ? 1152 : 576;
        var bits = (isFirst ? BitRates : LowBitRates)[bitRate] * 1000;
        return ((samples / 8 * bits / hertz) + (header[2] >> 1 & 1), samples / (double)hertz);
    }
}
