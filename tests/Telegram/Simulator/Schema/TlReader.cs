using System.Buffers.Binary;

namespace Bridges.Telegram.Simulator.Schema;

/// <summary>Reads the primitive values of the wire language; throws <see cref="InvalidDataException"/> when the data ends early.</summary>
internal ref struct TlReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;

    public readonly int Remaining => rest.Length;

    public uint UInt() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public byte[] Raw(int count) => Take(count).ToArray();

    public byte[] Rest() => Raw(rest.Length);

    public byte[] Bytes()
    {
        int length = Take(1)[0];
        var header = 1;
        if (length == 254)
        {
            var size = Take(3);
            length = size[0] | (size[1] << 8) | (size[2] << 16);
            header = 4;
        }

        var value = Take(length).ToArray();
        Take((4 - ((length + header) % 4)) % 4);
        return value;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > rest.Length)
        {
            throw new InvalidDataException("the data ends early");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
