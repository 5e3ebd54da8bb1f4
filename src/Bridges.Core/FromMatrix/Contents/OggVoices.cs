namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Looks into Ogg files. Apps play voice messages that are Opus of one channel (RFC 7845); Ogg holds other things too.</summary>
internal static class OggVoices
{
    private const int PageHeader = 27;
    private const int MostSegments = 255;
    private const int Channels = 9;
    private const int PacketHead = Channels + 1;

    /// <summary>Whether it is certain that the file is Ogg, and not Opus of one channel.</summary>
    public static async Task<bool> IsOfAnotherKindAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[PageHeader + MostSegments + PacketHead];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return length > PageHeader && head.AsSpan().StartsWith("OggS"u8) && IsAnother(head.AsSpan(0, length)[Math.Min(length, PageHeader + head[PageHeader - 1])..]);
    }

    /// <param name="packet">The first packet, which says what the others are.</param>
    private static bool IsAnother(ReadOnlySpan<byte> packet) =>
        packet.StartsWith("OpusHead"u8)
            ? packet.Length >= PacketHead && packet[Channels] != 1
            : packet.StartsWith("\u0001vorbis"u8) || packet.StartsWith("\u007fFLAC"u8) || packet.StartsWith("Speex   "u8);
}
