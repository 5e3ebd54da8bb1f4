using System.Buffers.Binary;
using Concentus;

namespace Bridges.MediaWorker.Sounds;

/// <summary>Opus in Ogg (RFC 7845), read by managed code alone.</summary>
internal static class OpusFile
{
    private const int ClockRate = 48_000;
    private const int DecodedRate = 48_000;
    private const int LongestPacketMilliseconds = 120;

    public static bool IsOpus(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path));
        return OggPackets.Read(file).Take(1).Any(item => item.Packet.AsSpan().StartsWith("OpusHead"u8));
    }

    /// <summary>The codec of the first stream, and its length where that can be told.</summary>
    public static (string Codec, TimeSpan? Duration) Inspect(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path));
        string? codec = null;
        long last = 0, skipped = 0, rate = ClockRate;
        foreach (var (packet, position) in OggPackets.Read(file))
        {
            if (codec is null)
            {
                (codec, skipped, rate) = Recognise(packet);
            }

            last = Math.Max(last, position);
        }

        var length = Math.Max(0, last - skipped) / (double)Math.Max(1, rate);
        return (codec ?? "unknown", codec is null or "unknown" || length > 1e6 ? null : TimeSpan.FromSeconds(length));
    }

    /// <summary>Loudness over time; packets that are damaged count as silence.</summary>
    public static Loudness Measure(string path, Deadline deadline)
    {
        using var file = new BufferedStream(File.OpenRead(path));
        using var decoder = OpusCodecFactory.CreateDecoder(DecodedRate, 1);
        var samples = new float[DecodedRate * LongestPacketMilliseconds / 1000];
        var loudness = new Loudness(DecodedRate);
        foreach (var (packet, _) in OggPackets.Read(file))
        {
            deadline.Check();
            if (packet.Length > 0 && !packet.AsSpan().StartsWith("Opus"u8))
            {
                loudness.Add(samples.AsSpan(0, Decode(decoder, packet, samples)));
            }
        }

        return loudness;
    }

    private static int Decode(IOpusDecoder decoder, byte[] packet, float[] samples)
    {
        try
        {
            return Math.Clamp(decoder.Decode(packet, samples, samples.Length), 0, samples.Length);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decoder throws errors of many kinds on damaged packets.
            return 0;
        }
    }

    private static (string Codec, long Skipped, long Rate) Recognise(ReadOnlySpan<byte> packet)
    {
        if (packet.StartsWith("OpusHead"u8) && packet.Length >= 12)
        {
            return ("opus", BinaryPrimitives.ReadUInt16LittleEndian(packet[10..]), ClockRate);
        }

        return packet.StartsWith("\x01vorbis"u8) && packet.Length >= 16
            ? ("vorbis", 0, BinaryPrimitives.ReadUInt32LittleEndian(packet[12..]))
            : ("unknown", 0, 1);
    }
}
