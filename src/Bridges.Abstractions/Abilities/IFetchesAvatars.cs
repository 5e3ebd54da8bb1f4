namespace Bridges.Abstractions;

/// <summary>The account can fetch pictures of people and chats.</summary>
public interface IFetchesAvatars
{
    /// <summary>The picture; null where it is gone or cannot be had.</summary>
    Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken);
}
