using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>A file that is being carried from one side to the other.</summary>
/// <param name="owner">Whose account it comes or goes by.</param>
/// <param name="name">As its author gave it.</param>
/// <param name="size">In bytes, where known.</param>
internal sealed class FileUnderWay(UserId owner, string name, long? size, string networkName, bool isToMatrix, DateTimeOffset beganAt) : IProgress<long>, IDisposable
{
    private long _bytes;
    private volatile bool _isLeaving;

    /// <summary>Told how many more bytes of it are here.</summary>
    public required Action<long> Came { get; init; }

    /// <summary>Told once it is carried no longer.</summary>
    public required Action<FileUnderWay> Ended { get; init; }

    /// <summary>Whether it has arrived on the other side; null: it goes on in another place. False until somebody says otherwise.</summary>
    public bool? IsDone { get; set; } = false;

    public UserId Owner => owner;

    public DateTimeOffset BeganAt => beganAt;

    /// <summary>How much of it is here.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How far it has come, in people's words.</summary>
    public string Words
    {
        get
        {
            var (from, to) = isToMatrix ? (networkName, "Matrix") : ("Matrix", networkName);
            var whole = size is { } known ? $" of {FileSizes.Words(known)}" : "";
            return _isLeaving
                ? $"{name}: {FileSizes.Words(Bytes)}{whole} have gone to {to}"
                : $"{name}: {FileSizes.Words(Bytes)}{whole} have come from {from}";
        }
    }

    public void Report(long value)
    {
        var before = Interlocked.Exchange(ref _bytes, value);
        if (!_isLeaving && value > before)
        {
            Came(value - before);
        }
    }

    /// <summary>All of it is here; from now on it is told how much has gone to the other side.</summary>
    public void Leave()
    {
        _isLeaving = true;
        Report(0);
    }

    public void Dispose() => Ended(this);
}
