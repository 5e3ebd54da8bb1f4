using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Td;

/// <summary>How files move that somebody waits for. All members may be called from any thread.</summary>
internal sealed class FileTransfers
{
    private readonly ConcurrentDictionary<long, Observed<FileState>> _watched = new();

    /// <summary>Begins to follow a file; what TDLib told of it before is given.</summary>
    public Observed<FileState> Watch(JsonElement file)
    {
        var watched = _watched.GetOrAdd(file.Number("id"), _ => new Observed<FileState>(FileState.Of(file)));
        watched.Set(FileState.Of(file));
        return watched;
    }

    public void Forget(long file) => _watched.TryRemove(file, out _);

    public void Apply(JsonElement update)
    {
        if (update.Object("file") is { } file && _watched.TryGetValue(file.Number("id"), out var watched))
        {
            watched.Set(FileState.Of(file));
        }
    }
}
