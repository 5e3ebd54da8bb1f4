using System.Buffers.Binary;

namespace Bridges.Packages.Tests;

/// <summary>For which kind of processor the programs and libraries of a folder are (ELF's <c>e_machine</c>).</summary>
internal static class ElfFile
{
    public const ushort X64 = 62;
    public const ushort Arm64 = 183;

    private const int MachineAt = 18;
    private static ReadOnlySpan<byte> Magic => [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>All of them, each with its machine.</summary>
    public static IEnumerable<(string File, ushort Machine)> Below(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (file, MachineOf(file))).Where(found => found.Item2 is not null).Select(found => (found.file, found.Item2!.Value));

    private static ushort? MachineOf(string file)
    {
        Span<byte> head = stackalloc byte[MachineAt + sizeof(ushort)];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.StartsWith(Magic)
            ? BinaryPrimitives.ReadUInt16LittleEndian(head[MachineAt..])
            : null;
    }
}
