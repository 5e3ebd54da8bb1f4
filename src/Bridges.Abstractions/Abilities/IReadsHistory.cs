namespace Bridges.Abstractions;

/// <summary>The account can read what was said before, and so fill gaps.</summary>
public interface IReadsHistory
{
    /// <summary>The newest messages of a chat, oldest first, at most <paramref name="limit"/>, as the network holds them now.</summary>
    /// <remarks>
    /// Where the chat was another one before and numbers its messages anew, what was said there belongs to it, too, under the names of
    /// <see cref="RemoteMessageId.Former"/>.
    /// </remarks>
    /// <param name="after">Only messages newer than this one; null for no bound.</param>
    Task<IReadOnlyList<RemoteMessage>> ReadHistoryAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken);
}
