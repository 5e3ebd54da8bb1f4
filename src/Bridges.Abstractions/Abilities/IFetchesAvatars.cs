namespace Bridges.Abstractions;

/// <summary>The account can fetch pictures of people and chats.</summary>
public interface IFetchesAvatars
{
    /// <summary>
    /// The picture; null where it is gone or cannot be had for good. Called when a person's or chat's reference is another than the one that was fetched last;
    /// several at a time, from any thread.
    /// </summary>
    /// <exception cref="BridgeException">Transient: it is asked for again when the person or chat is looked at next. Permanent: they have no picture.</exception>
    Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken);
}
