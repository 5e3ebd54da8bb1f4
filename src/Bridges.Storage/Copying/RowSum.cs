using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.Storage;

/// <summary>Stands for a set of rows in whatever order: their number, and the sum of their hashes.</summary>
internal sealed record RowSum(long Rows, UInt128 Hashes)
{
    public RowSum With(object?[] row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in row)
        {
            Append(hash, value);
        }

        return new RowSum(Rows + 1, unchecked(Hashes + BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset())));
    }

    // The kind and the length first, so that no two rows look the same.
    private static void Append(IncrementalHash hash, object? value)
    {
        var (kind, bytes) = value switch
        {
            null => ((byte)0, []),
            long number => ((byte)1, BitConverter.GetBytes(number)),
            string text => ((byte)2, Encoding.UTF8.GetBytes(text)),
            byte[] data => ((byte)3, data),
            _ => throw new StorageException($"A value of the type {value.GetType().Name} cannot be copied.", isTransient: false),
        };
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
        hash.AppendData(head);
        hash.AppendData(bytes);
    }
}
