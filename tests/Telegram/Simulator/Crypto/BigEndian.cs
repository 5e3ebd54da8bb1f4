using System.Numerics;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>Unsigned numbers as the protocol writes them.</summary>
internal static class BigEndian
{
    /// <summary>Bytes of a 2048-bit number.</summary>
    public const int GroupSize = 256;

    public static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>The number in exactly 256 bytes.</summary>
    public static byte[] Write(BigInteger value)
    {
        var bytes = new byte[GroupSize];
        var size = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(bytes.AsSpan(GroupSize - size), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
