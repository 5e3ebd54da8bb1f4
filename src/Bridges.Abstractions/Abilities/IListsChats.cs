namespace Bridges.Abstractions;

/// <summary>The account can list its chats, the most recently active first.</summary>
public interface IListsChats
{
    /// <summary>
    /// Called after a login, for <c>sync</c> and the lists of page and API, and wherever it is looked for what was missed; beside everything else. Where it
    /// throws, the host looks again later, and who asked is shown the text.
    /// </summary>
    /// <param name="limit">At most so many; the rest are not asked for.</param>
    Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken);
}
