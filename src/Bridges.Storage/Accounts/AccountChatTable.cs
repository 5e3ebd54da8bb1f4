using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which accounts take part in which chats that have rooms.</summary>
public sealed class AccountChatTable(Database database)
{
    private const string AddSql = "INSERT INTO account_chats (network, account_id, receiver, chat_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    private const string RemoveSql = "DELETE FROM account_chats WHERE network = $1 AND account_id = $2 AND receiver = $3 AND chat_id = $4";
    private const string AccountsSql = "SELECT account_id FROM account_chats WHERE network = $1 AND receiver = $2 AND chat_id = $3";
    private const string ChatsSql = "SELECT receiver, chat_id FROM account_chats WHERE network = $1 AND account_id = $2";

    public static Statement Add(NetworkId network, AccountId account, ChatKey chat) =>
        new(AddSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value);

    public static Statement Remove(NetworkId network, AccountId account, ChatKey chat) =>
        new(RemoveSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value);

    public Task<IReadOnlyList<AccountId>> AccountsOfAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryAsync(reader => new AccountId(reader.GetString(0)), AccountsSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);

    public Task<IReadOnlyList<ChatKey>> ChatsOfAsync(NetworkId network, AccountId account, CancellationToken cancellationToken) =>
        database.QueryAsync(reader => reader.Chat(0, 1), ChatsSql, [network.Value, account.Value], cancellationToken);
}
