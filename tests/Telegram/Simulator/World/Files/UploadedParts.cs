namespace Bridges.Telegram.Simulator.World;

/// <summary>The parts of a file on its way up, in any order. They are kept on disk, as a file may be larger than the memory.</summary>
internal sealed class UploadedParts : IDisposable
{
    private readonly FileStream spool = OpenNameless();

    private readonly Dictionary<int, (long Offset, int Length)> parts = [];

    public void Add(int number, byte[] bytes)
    {
        if (!parts.ContainsKey(number))
        {
            parts[number] = (spool.Length, bytes.Length);
            spool.Position = spool.Length;
            spool.Write(bytes);
        }
    }

    /// <exception cref="RpcException">A part is missing, or one before the last is smaller than the first.</exception>
    public FileContent Join(int count)
    {
        var inOrder = new List<(long Offset, int Length)>();
        for (var number = 0; number < count; number++)
        {
            if (!parts.TryGetValue(number, out var part))
            {
                throw RpcException.BadRequest($"FILE_PART_{number}_MISSING");
            }

            if (number < count - 1 && part.Length != parts[0].Length)
            {
                throw RpcException.BadRequest("FILE_PART_SIZE_CHANGED");
            }

            inOrder.Add(part);
        }

        return new Spooled(spool, inOrder);
    }

    public void Dispose() => spool.Dispose();

    /// <summary>A file without a name: it is gone with the last handle to it, also where the program is killed.</summary>
    private static FileStream OpenNameless()
    {
        var path = Path.Combine(Path.GetTempPath(), $"telegram-simulator-{Guid.NewGuid():N}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        File.Delete(path);
        return file;
    }

    private sealed class Spooled(FileStream spool, List<(long Offset, int Length)> parts) : FileContent
    {
        private readonly Lock gate = new();
        private readonly long length = parts.Sum(part => (long)part.Length);

        public override long Length => length;

        public override byte[] Read(long offset, int length)
        {
            var bytes = new byte[Clamp(offset, length)];
            var partSize = parts[0].Length;
            lock (gate)
            {
                for (var done = 0; done < bytes.Length;)
                {
                    var (number, within) = ((int)((offset + done) / partSize), (int)((offset + done) % partSize));
                    spool.Position = parts[number].Offset + within;
                    var taken = Math.Min(bytes.Length - done, parts[number].Length - within);
                    spool.ReadExactly(bytes, done, taken);
                    done += taken;
                }
            }

            return bytes;
        }
    }
}
