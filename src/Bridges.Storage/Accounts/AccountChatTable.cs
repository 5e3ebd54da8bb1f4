using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which accounts take part in which chats that have rooms.</summary>
public sealed class AccountChatTable(Database database)
{
    private const string AddSql = "INSERT INTO account_chats (network, account_id, receiver, chat_id, has_left) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (network, account_id, receiver, chat_id) DO UPDATE SET has_left = 0";
    private const string LeaveSql = "UPDATE account_chats SET has_left = 1 WHERE network = $1 AND account_id = $2 AND receiver = $3 AND chat_id = $4";
    private const string RemoveSql = "DELETE FROM account_chats WHERE network = $1 AND receiver = $2 AND chat_id = $3";
    private const string AccountsSql = "SELECT account_id, has_left FROM account_chats WHERE network = $1 AND receiver = $2 AND chat_id = $3";

    public static Statement Add(NetworkId network, AccountId account, ChatKey chat) =>
        new(AddSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>The account's owner left the room and does not want to be brought back by the next message.</summary>
    public static Statement Leave(NetworkId network, AccountId account, ChatKey chat) =>
        new(LeaveSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>Forgets who took part in a chat.</summary>
    public static Statement RemoveAll(NetworkId network, ChatKey chat) =>
        new(RemoveSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>Who takes part in a chat, and who of them left its room.</summary>
    public Task<IReadOnlyList<AccountChatRow>> AccountsOfAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryAsync(reader => new AccountChatRow(new AccountId(reader.GetString(0)), reader.Flag(1)), AccountsSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);
}
