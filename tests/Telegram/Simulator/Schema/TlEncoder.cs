using System.Collections;
using System.Text;

namespace Bridges.Telegram.Simulator.Schema;

/// <summary>Objects to bytes.</summary>
internal static class TlEncoder
{
    public static byte[] Encode(TlObject value)
    {
        var writer = new TlWriter();
        Write(writer, value, bare: false);
        return writer.ToArray();
    }

    private static void Write(TlWriter writer, TlObject value, bool bare)
    {
        if (value.Name == TlSchema.Vector)
        {
            WriteVector(writer, new TlType(TlKind.Vector, new TlType(TlKind.Object)), value["items"], value.Name);
            return;
        }

        var constructor = TlSchema.Instance[value.Name];
        foreach (var name in value.Fields.Keys)
        {
            if (!constructor.HasField(name))
            {
                throw new InvalidOperationException($"{value.Name} has no field {name}");
            }
        }

        if (!bare)
        {
            writer.UInt(constructor.Id);
        }

        foreach (var field in constructor.Fields)
        {
            if (field.Type.Kind == TlKind.Flags)
            {
                writer.UInt(Flags(constructor, field.Name, value));
            }
            else if (field.FlagsField is null || (field.Type.Kind != TlKind.True && value[field.Name] is not null))
            {
                WriteValue(writer, field.Type, value[field.Name], $"{value.Name}.{field.Name}");
            }
        }
    }

    private static uint Flags(TlConstructor constructor, string flags, TlObject value)
    {
        var bits = 0u;
        foreach (var field in constructor.Fields)
        {
            if (field.FlagsField == flags && value[field.Name] is { } set && !(field.Type.Kind == TlKind.True && set is false))
            {
                bits |= field.Mask;
            }
        }

        return bits;
    }

    private static void WriteValue(TlWriter writer, TlType type, object? value, string place)
    {
        switch (type.Kind)
        {
            case TlKind.Int: writer.Int(value is null ? 0 : (int)value); break;
            case TlKind.Long: writer.Long(value is null ? 0 : (long)value); break;
            case TlKind.Double: writer.Long(BitConverter.DoubleToInt64Bits(value is null ? 0 : (double)value)); break;
            case TlKind.Text: writer.Bytes(Encoding.UTF8.GetBytes((string?)value ?? "")); break;
            case TlKind.Bytes: writer.Bytes((byte[]?)value ?? []); break;
            case TlKind.Int128 or TlKind.Int256: writer.Raw((byte[])value!); break;
            case TlKind.Bool: writer.UInt(value is true ? TlSchema.TrueId : TlSchema.FalseId); break;
            case TlKind.Vector: WriteVector(writer, type, value, place); break;
            case TlKind.Object: Write(writer, value as TlObject ?? throw new InvalidOperationException($"{place} is missing"), type.Bare); break;
            default: throw new InvalidOperationException($"{place} cannot be written");
        }
    }

    private static void WriteVector(TlWriter writer, TlType type, object? value, string place)
    {
        if (!type.Bare)
        {
            writer.UInt(TlSchema.VectorId);
        }

        var items = ((IEnumerable?)value ?? Array.Empty<object>()).Cast<object?>().ToList();
        writer.Int(items.Count);
        foreach (var item in items)
        {
            WriteValue(writer, type.Element!, item, place);
        }
    }
}
