namespace Bridges.Abstractions;

/// <summary>The account can read what was said before, and so fill gaps.</summary>
public interface IReadsHistory
{
    /// <summary>The newest messages of a chat, oldest first, at most <paramref name="limit"/>, as the network holds them now.</summary>
    /// <param name="after">Only messages newer than this one; null for no bound.</param>
    Task<IReadOnlyList<RemoteMessage>> ReadHistoryAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken);
}
