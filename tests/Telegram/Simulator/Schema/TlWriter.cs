using System.Buffers;
using System.Buffers.Binary;

namespace Bridges.Telegram.Simulator.Schema;

/// <summary>Writes the primitive values of the wire language.</summary>
internal sealed class TlWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    public int Length => buffer.WrittenCount;

    public TlWriter UInt(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
        return this;
    }

    public TlWriter Int(int value) => UInt((uint)value);

    public TlWriter Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
        return this;
    }

    public TlWriter Raw(ReadOnlySpan<byte> value)
    {
        buffer.Write(value);
        return this;
    }

    /// <summary>Length, content, padding to a multiple of four.</summary>
    public TlWriter Bytes(ReadOnlySpan<byte> value)
    {
        if (value.Length < 254)
        {
            Raw([(byte)value.Length]);
        }
        else
        {
            Raw([254, (byte)value.Length, (byte)(value.Length >> 8), (byte)(value.Length >> 16)]);
        }

        Raw(value);
        var header = value.Length < 254 ? 1 : 4;
        return Raw(stackalloc byte[(4 - ((value.Length + header) % 4)) % 4]);
    }

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();
}
