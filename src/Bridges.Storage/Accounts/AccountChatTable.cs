using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which accounts take part in which chats that have rooms.</summary>
public sealed class AccountChatTable(Database database)
{
    private const string OfAccount = "network = $1 AND account_id = $2";
    private const string OfChat = "network = $1 AND receiver = $2 AND chat_id = $3";
    private const string SetSql = "INSERT INTO account_chats (network, account_id, receiver, chat_id, has_left) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (network, account_id, receiver, chat_id) DO UPDATE SET has_left = excluded.has_left";
    private const string RemoveSql = $"DELETE FROM account_chats WHERE {OfAccount} AND receiver = $3 AND chat_id = $4";
    private const string RemoveInRoomSql = $"DELETE FROM account_chats WHERE {OfChat} AND has_left IN (0, 4)";
    private const string ExpectSql = $"UPDATE account_chats SET has_left = 4 WHERE {OfChat} AND has_left = 0";
    private const string ArrivedSql = $"UPDATE account_chats SET has_left = 0 WHERE {OfAccount} AND receiver = $3 AND chat_id = $4 AND has_left = 4";
    private const string RemoveAccountSql = $"DELETE FROM account_chats WHERE {OfAccount}";
    private const string MoveSql = "UPDATE account_chats SET receiver = $4, chat_id = $5 WHERE network = $1 AND receiver = $2 AND chat_id = $3 AND account_id NOT IN (SELECT account_id FROM account_chats WHERE network = $1 AND receiver = $4 AND chat_id = $5)";
    private const string AccountsSql = $"SELECT account_id, has_left FROM account_chats WHERE {OfChat}";
    private const string ChatsSql = $"SELECT receiver, chat_id, has_left FROM account_chats WHERE {OfAccount}";

    public static Statement Set(NetworkId network, AccountId account, ChatKey chat, AccountChatState state) =>
        new(SetSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value, (long)state);

    /// <summary>Whoever was being brought in is there; who went meanwhile stays out.</summary>
    public static Statement Arrived(NetworkId network, AccountId account, ChatKey chat) =>
        new(ArrivedSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>Forgets that an account had to do with a chat.</summary>
    public static Statement Remove(NetworkId network, AccountId account, ChatKey chat) =>
        new(RemoveSql, network.Value, account.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>Forgets who was in a chat's room; who left it, and who is out of the chat, stays known.</summary>
    public static Statement RemoveInRoom(NetworkId network, ChatKey chat) =>
        new(RemoveInRoomSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>Whoever was in a chat's room is to come into its next one.</summary>
    public static Statement Expect(NetworkId network, ChatKey chat) =>
        new(ExpectSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>Forgets an account.</summary>
    public static Statement RemoveAccount(NetworkId network, AccountId account) => new(RemoveAccountSql, network.Value, account.Value);

    /// <summary>The chat has another key from now on.</summary>
    public static Statement Move(NetworkId network, ChatKey from, ChatKey to) =>
        new(MoveSql, network.Value, from.ReceiverColumn(), from.Chat.Value, to.ReceiverColumn(), to.Chat.Value);

    /// <summary>Who takes part in a chat, and how.</summary>
    public Task<IReadOnlyList<AccountChatRow>> AccountsOfAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryAsync(
            reader => new AccountChatRow(new AccountId(reader.GetString(0)), (AccountChatState)reader.GetInt64(1)),
            AccountsSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);

    /// <summary>The chats of an account, and how it stands to them.</summary>
    public Task<IReadOnlyList<(ChatKey Chat, AccountChatState State)>> ChatsOfAsync(NetworkId network, AccountId account, CancellationToken cancellationToken) =>
        database.QueryAsync(reader => (reader.Chat(0, 1), (AccountChatState)reader.GetInt64(2)), ChatsSql, [network.Value, account.Value], cancellationToken);
}
