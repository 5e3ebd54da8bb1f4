namespace Bridges.Abstractions;

/// <summary>The account can look people up and open a direct chat with them; called for the commands <c>search</c> and <c>start-chat</c>.</summary>
public interface IStartsChats
{
    /// <summary>People whose name, handle or number fits.</summary>
    Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken);

    /// <summary>The person named by a phone number, handle or id; null where there is none.</summary>
    Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken);

    /// <summary>Opens (or finds) the direct chat with a person.</summary>
    Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken);
}
