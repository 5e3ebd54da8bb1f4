namespace Bridges.Abstractions;

/// <summary>The account can fetch files of messages. Needed by every account that tells of media.</summary>
public interface IFetchesMedia
{
    /// <summary>
    /// Writes the file to <see cref="MediaFetch.Path"/>; completes when it is whole. Called from any thread, several at a
    /// time. Cancelled where the host stops or nothing moved for long.
    /// </summary>
    /// <param name="progress">Told the bytes that are there so far; may be called from any thread.</param>
    /// <exception cref="BridgeException">Transient: tried again later. Permanent: gone for good, the readers are told so with its text.</exception>
    /// <exception cref="MediaTooLargeException">It is larger than <see cref="MediaFetch.MaximumSize"/>.</exception>
    Task FetchMediaAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken);
}
