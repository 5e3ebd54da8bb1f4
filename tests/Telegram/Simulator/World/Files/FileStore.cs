using System.Buffers.Binary;

namespace Bridges.Telegram.Simulator.World;

/// <summary>All files that messages and sticker sets hold, and the parts of those that are still on their way up.</summary>
public sealed class FileStore : IDisposable
{
    private const long FirstId = 5_500_000_001;

    private readonly Dictionary<long, StoredFile> files = [];
    private readonly Dictionary<(Person Owner, long Id), UploadedParts> uploads = [];
    private readonly List<UploadedParts> spools = [];
    private readonly Dictionary<StoredFile, Media> uploaded = [];
    private readonly Dictionary<long, StoredFile> thumbnails = [];
    private int epoch = 1;

    internal FileStore()
    {
    }

    /// <summary>How many parts were ever sent up: what is sent again after a loss counts again.</summary>
    public int PartsReceived { get; private set; }

    /// <summary>
    /// The marks by which clients may fetch files stop working, as they do on the real server after hours: a client has to ask for
    /// the message again and finds a new mark there.
    /// </summary>
    public void ExpireReferences() => Interlocked.Increment(ref epoch);

    /// <inheritdoc/>
    public void Dispose() => spools.ForEach(spool => spool.Dispose());

    internal byte[] Reference
    {
        get
        {
            var reference = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(reference, epoch);
            return reference;
        }
    }

    internal StoredFile Add(FileContent? content)
    {
        var file = new StoredFile(FirstId + files.Count, content);
        files.Add(file.Id, file);
        return file;
    }

    /// <exception cref="RpcException">There is no such file, or the mark is an old one.</exception>
    internal StoredFile Find(long id, long accessHash, byte[] reference)
    {
        if (!files.TryGetValue(id, out var file) || file.AccessHash != accessHash)
        {
            throw RpcException.BadRequest("FILE_ID_INVALID");
        }

        return reference.AsSpan().SequenceEqual(Reference) ? file : throw RpcException.BadRequest("FILE_REFERENCE_EXPIRED");
    }

    /// <summary>Gives each file of a content its number.</summary>
    internal Media? Keep(Media? media)
    {
        if (media is null or { Stored: not null })
        {
            return media;
        }

        var kept = media with { Stored = Add(media.Content), StoredThumbnail = media.Thumbnail is { } thumbnail ? Add(thumbnail) : null };
        if (kept.StoredThumbnail is { } small)
        {
            thumbnails[kept.Stored.Id] = small;
        }

        return kept;
    }

    /// <summary>Keeps what a client brought up ahead of the message that it is for.</summary>
    internal Media KeepUpload(Media media)
    {
        var kept = Keep(media)!;
        uploaded[kept.Stored!] = kept;
        return kept;
    }

    internal Media? UploadOf(StoredFile file) => uploaded.GetValueOrDefault(file);

    internal FileContent? ThumbnailOf(StoredFile file) => thumbnails.GetValueOrDefault(file.Id)?.Content;

    internal void AddPart(Person owner, long id, int part, byte[] bytes)
    {
        PartsReceived++;
        if (!uploads.TryGetValue((owner, id), out var parts))
        {
            uploads[(owner, id)] = parts = new UploadedParts();
            spools.Add(parts);
        }

        parts.Add(part, bytes);
    }

    /// <exception cref="RpcException">Parts are missing.</exception>
    internal FileContent Take(Person owner, long id, int parts) =>
        uploads.Remove((owner, id), out var uploaded) ? uploaded.Join(parts) : throw RpcException.BadRequest("FILE_PARTS_INVALID");
}
