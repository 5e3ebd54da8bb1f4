namespace Bridges.Abstractions;

/// <summary>The account can list its chats, the most recently active first.</summary>
public interface IListsChats
{
    Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken);
}
