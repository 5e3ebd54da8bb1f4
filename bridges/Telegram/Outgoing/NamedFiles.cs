using Bridges.Abstractions;
using Bridges.Telegram.Files;

namespace Bridges.Telegram.Outgoing;

/// <summary>The files of one message under the names that people are to see, for as long as TDLib sends them.</summary>
internal sealed class NamedFiles : IDisposable
{
    private readonly Dictionary<string, NamedFile> _files = new(StringComparer.Ordinal);
    private readonly List<NamedFile> _former = [];
    private bool _isRenewed;

    public string PathOf(MediaFile file)
    {
        if (file.Path is not { } path || !File.Exists(path))
        {
            throw BridgeException.Permanent("The file of this message is not there any more.");
        }

        if (!_files.TryGetValue(path, out var named))
        {
            _files[path] = named = NamedFile.Of(path, file.Name, mustBeNew: _isRenewed);
        }

        return named.Path;
    }

    /// <summary>From now on all have other paths: TDLib takes them for files that it has not brought up yet.</summary>
    public void Renew()
    {
        _former.AddRange(_files.Values);
        _files.Clear();
        _isRenewed = true;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values.Concat(_former))
        {
            file.Dispose();
        }
    }
}
