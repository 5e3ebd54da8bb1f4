using Bridges.Abstractions;
using Bridges.Telegram.Files;

namespace Bridges.Telegram.Outgoing;

/// <summary>The files of one message under the names that people are to see, for as long as TDLib sends them.</summary>
internal sealed class NamedFiles : IDisposable
{
    private readonly Dictionary<string, NamedFile> _files = new(StringComparer.Ordinal);

    public string PathOf(MediaFile file)
    {
        if (file.Path is not { } path || !File.Exists(path))
        {
            throw BridgeException.Permanent("The file of this message is not there any more.");
        }

        if (!_files.TryGetValue(path, out var named))
        {
            _files[path] = named = NamedFile.Of(path, file.Name);
        }

        return named.Path;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }
}
