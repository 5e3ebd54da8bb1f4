using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>The folder of one transfer, and how far it came.</summary>
internal sealed class TransferFolder : IProgress<long>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bridges-transfer-").FullName;
    private long _progress;

    public string File => Path.Combine(_folder, "file");

    public long Progress => Interlocked.Read(ref _progress);

    public MediaFetch Fetch(RemoteMessage message, MessagePart part, MediaFile file, long limit) =>
        new(message.Chat, message.Id, part.Id, file.Reference!, File, limit);

    public void Report(long value) => Interlocked.Exchange(ref _progress, value);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
