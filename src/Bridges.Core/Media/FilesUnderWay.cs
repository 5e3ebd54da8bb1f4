using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>The files that are being carried just now, for whoever asks how far they have come.</summary>
internal sealed class FilesUnderWay(TransferFigures figures, TimeProvider time)
{
    private readonly ConcurrentDictionary<FileUnderWay, bool> _all = new();

    public IReadOnlyCollection<FileUnderWay> All => [.. _all.Keys.OrderBy(static file => file.BeganAt)];

    public FileUnderWay Begin(UserId owner, string? name, long? size, NetworkId network, string networkName, bool isToMatrix)
    {
        var file = new FileUnderWay(
            owner, name is { Length: > 0 } ? SafeFileNames.Of(name, contentType: null) : "A file", size, networkName, isToMatrix, time.GetUtcNow())
        {
            Came = bytes => figures.Came(bytes, network, isToMatrix),
            Ended = file =>
            {
                if (_all.TryRemove(file, out _))
                {
                    figures.Ended(network, isToMatrix, file.IsDone);
                }
            },
        };
        figures.Began(network, isToMatrix);
        _all[file] = true;
        return file;
    }
}
