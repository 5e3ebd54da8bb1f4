using System.Buffers.Binary;

namespace Bridges.Media.Tests.Hostile;

/// <summary>Films and sounds whose tables lie.</summary>
internal static class HostileFilms
{
    private static readonly byte[] FileType = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0];

    /// <summary>A list of other files to read, under a film's name.</summary>
    public static byte[] Playlist() => "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n"u8.ToArray();

    public static byte[] EndlessTable() => [.. FileType, 0, 0, 0, 1, .. "moov"u8, 0x10, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] NestedBoxes()
    {
        const int Depth = 100_000;
        var boxes = new byte[8 * Depth];
        for (var i = 0; i < Depth; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(boxes.AsSpan(8 * i), 8 * (Depth - i));
            (i == 0 ? "moov"u8 : "trak"u8).CopyTo(boxes.AsSpan((8 * i) + 4));
        }

        return [.. FileType, .. boxes];
    }

    public static byte[] ClustersOfUnknownSize()
    {
        byte[] cluster = [0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        return
        [
            0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            .. Enumerable.Repeat(cluster, 100_000).SelectMany(bytes => bytes),
        ];
    }

    public static byte[] EmptyPackets() => [.. Enumerable.Range(0, 20_000).SelectMany(i => Page(i, 0, []))];

    public static byte[] EndlessPacket() => [.. Enumerable.Range(0, 300).SelectMany(i => Page(i, 255, Enumerable.Repeat((byte)'x', 65_025)))];

    private static byte[] Page(int number, byte lacing, IEnumerable<byte> body)
    {
        var header = new byte[27];
        "OggS"u8.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(6), number);
        header[14] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), number);
        header[26] = 255;
        return [.. header, .. Enumerable.Repeat(lacing, 255), .. body];
    }
}
