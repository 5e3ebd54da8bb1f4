using System.Buffers.Binary;
using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Crypto;

namespace Bridges.Telegram.Simulator.Transport;

/// <summary>The 64 random-looking bytes that open a connection through an MTProto proxy (core.telegram.org/mtproto/mtproto-transports).</summary>
internal sealed class ObfuscatedHeader : IDisposable
{
    public const int Size = 64;
    private const uint Intermediate = 0xeeeeeeee;
    private const uint PaddedIntermediate = 0xdddddddd;

    private ObfuscatedHeader(AesCtr incoming, AesCtr outgoing, bool padded, short dataCentre)
    {
        Incoming = incoming;
        Outgoing = outgoing;
        Padded = padded;
        DataCentre = dataCentre;
    }

    public AesCtr Incoming { get; }

    public AesCtr Outgoing { get; }

    public bool Padded { get; }

    public short DataCentre { get; }

    /// <summary>Null if the bytes do not open under the proxy's secret.</summary>
    public static ObfuscatedHeader? Open(byte[] header, byte[] secret)
    {
        var reversed = Enumerable.Reverse(header).ToArray();
        var incoming = new AesCtr(KeyFrom(header, secret));
        var outgoing = new AesCtr(KeyFrom(reversed, secret));
        var plain = header.ToArray();
        incoming.Apply(plain);
        var tag = BinaryPrimitives.ReadUInt32LittleEndian(plain.AsSpan(56));
        if (tag is Intermediate or PaddedIntermediate)
        {
            return new ObfuscatedHeader(incoming, outgoing, tag == PaddedIntermediate, BinaryPrimitives.ReadInt16LittleEndian(plain.AsSpan(60)));
        }

        incoming.Dispose();
        outgoing.Dispose();
        return null;
    }

    public void Dispose()
    {
        Incoming.Dispose();
        Outgoing.Dispose();
    }

    private static AesKey KeyFrom(byte[] header, byte[] secret) =>
        new(SHA256.HashData([.. header.AsSpan(8, 32), .. secret]), header[40..56]);
}
