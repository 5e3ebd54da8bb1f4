using System.Text;

namespace Bridges.Telegram.Simulator.Schema;

/// <summary>Bytes to objects; throws <see cref="InvalidDataException"/> or <see cref="UnknownConstructorException"/> for what the schema text does not cover.</summary>
internal static class TlDecoder
{
    public static TlObject Decode(ReadOnlySpan<byte> data)
    {
        var reader = new TlReader(data);
        return Read(ref reader);
    }

    public static TlObject Read(ref TlReader reader)
    {
        var id = reader.UInt();
        var constructor = TlSchema.Instance.Find(id) ?? throw new UnknownConstructorException(id);
        var value = new TlObject(constructor.Name);
        var flags = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (var field in constructor.Fields)
        {
            if (field.Type.Kind == TlKind.Flags)
            {
                flags[field.Name] = ReadFlags(ref reader, constructor, field.Name);
            }
            else if (field.FlagsField is null || (flags[field.FlagsField] & field.Mask) != 0)
            {
                value[field.Name] = ReadValue(ref reader, field.Type);
            }
        }

        return value;
    }

    private static uint ReadFlags(ref TlReader reader, TlConstructor constructor, string field)
    {
        var bits = reader.UInt();
        var unknown = bits & ~constructor.KnownBits.GetValueOrDefault(field);
        // An option we do not know would shift every field after it, so guessing on is worse than refusing.
        return unknown == 0 ? bits : throw new InvalidDataException($"{constructor.Name}.{field} has unknown bits {unknown:x}");
    }

    private static object ReadValue(ref TlReader reader, TlType type) => type.Kind switch
    {
        TlKind.True => true,
        TlKind.Int => reader.Int(),
        TlKind.Long => reader.Long(),
        TlKind.Double => BitConverter.Int64BitsToDouble(reader.Long()),
        TlKind.Text => Encoding.UTF8.GetString(reader.Bytes()),
        TlKind.Bytes => reader.Bytes(),
        TlKind.Int128 => reader.Raw(16),
        TlKind.Int256 => reader.Raw(32),
        TlKind.Bool => reader.UInt() == TlSchema.TrueId,
        TlKind.Rest => reader.Rest(),
        TlKind.Vector => ReadVector(ref reader, type),
        _ => Read(ref reader),
    };

    private static List<object?> ReadVector(ref TlReader reader, TlType type)
    {
        if (!type.Bare && reader.UInt() != TlSchema.VectorId)
        {
            throw new InvalidDataException("a list was expected");
        }

        var count = reader.Int();
        if (count < 0 || count > reader.Remaining)
        {
            throw new InvalidDataException("a list is longer than its data");
        }

        var items = new List<object?>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(ReadValue(ref reader, type.Element!));
        }

        return items;
    }
}
