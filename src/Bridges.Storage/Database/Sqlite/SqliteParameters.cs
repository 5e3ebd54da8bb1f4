using System.Runtime.InteropServices;

namespace Bridges.Storage;

/// <summary>Turns a statement's parameters into the driver's.</summary>
internal static class SqliteParameters
{
    public static object Value(object? parameter) => parameter switch
    {
        null => DBNull.Value,
        string text => ParameterText.Storable(text),
        ReadOnlyMemory<byte> bytes => Bytes(bytes),
        long or byte[] => parameter,
        _ => throw new InvalidOperationException($"A statement cannot carry a {parameter.GetType()}."),
    };

    /// <summary>The driver takes arrays only; one that holds nothing else need not be copied.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && array.Length == segment.Count
            ? array
            : bytes.ToArray();
}
