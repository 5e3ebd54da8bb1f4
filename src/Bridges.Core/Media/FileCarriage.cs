using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>One file on its way to Matrix. Whoever needs the same file waits for the same carriage.</summary>
internal sealed class FileCarriage
{
    private readonly Lock _gate = new();
    private bool _isUploading;
    private long _bytes;
    private volatile FileUnderWay? _underWay;

    public Task<CarriedFile> Completion { get; set; } = Task.FromException<CarriedFile>(new InvalidOperationException("The carriage has not begun."));

    /// <summary>Where the file will be put; null: at a new address.</summary>
    public MxcUri? Address { get; private set; }

    /// <summary>The user in whose name the address was reserved; null: the bot.</summary>
    public UserId? Uploader { get; private set; }

    /// <summary>How much of it is here.</summary>
    public long Bytes
    {
        get => Interlocked.Read(ref _bytes);
        set
        {
            Interlocked.Exchange(ref _bytes, value);
            _underWay?.Report(value);
        }
    }

    /// <summary>So much of it has gone to the media store.</summary>
    public void Uploaded(long bytes) => _underWay?.Report(bytes);

    /// <summary>What is told how far it has come.</summary>
    public void Follow(FileUnderWay underWay) => _underWay = underWay;

    /// <summary>How far it has come, in people's words; null: it has not begun.</summary>
    public string? Words => _underWay?.Words;

    /// <summary>Says where the file shall be put; false: too late, or somebody did already.</summary>
    public bool TryReserve(MxcUri address, UserId? uploader)
    {
        lock (_gate)
        {
            if (_isUploading || Address is not null)
            {
                return Address == address;
            }

            (Address, Uploader) = (address, uploader);
            return true;
        }
    }

    /// <summary>From now on the address is settled.</summary>
    public MxcUri? BeginUpload()
    {
        lock (_gate)
        {
            _isUploading = true;
            return Address;
        }
    }
}
