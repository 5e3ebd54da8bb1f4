namespace Bridges.Telegram.Simulator.World;

/// <summary>The bytes of a file, wherever they are.</summary>
public abstract class FileContent
{
    /// <summary>How many bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Bytes in memory.</summary>
    public static FileContent Of(ReadOnlyMemory<byte> bytes) => new InMemory(bytes);

    /// <summary>Bytes that are made up when they are asked for, so that a file may be of any size.</summary>
    public static FileContent Pattern(long length, byte seed = 1) => new MadeUp(length, seed);

    /// <summary>A stretch of it; shorter at the end.</summary>
    public abstract byte[] Read(long offset, int length);

    /// <summary>All of it.</summary>
    public byte[] ReadAll() => Read(0, checked((int)Length));

    private protected int Clamp(long offset, int length) => (int)Math.Clamp(Length - offset, 0, length);

    private sealed class InMemory(ReadOnlyMemory<byte> bytes) : FileContent
    {
        public override long Length => bytes.Length;

        public override byte[] Read(long offset, int length) => bytes.Slice((int)Math.Min(offset, bytes.Length), Clamp(offset, length)).ToArray();
    }

    private sealed class MadeUp(long length, byte seed) : FileContent
    {
        public override long Length => length;

        public override byte[] Read(long offset, int length)
        {
            var bytes = new byte[Clamp(offset, length)];
            for (var i = 0; i < bytes.Length; i++)
            {
                var position = offset + i;
                bytes[i] = (byte)(seed + position + (position >> 8) + (position >> 16));
            }

            return bytes;
        }
    }
}
