using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>What is pinned on a network, as far as the bridge was told or did it.</summary>
public sealed class PinTable(Database database)
{
    private const string OfChat = "network = $1 AND receiver = $2 AND chat_id = $3";
    private const string InsertSql = "INSERT INTO pins (network, receiver, chat_id, message_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    private const string RemoveSql = $"DELETE FROM pins WHERE {OfChat} AND message_id = $4";
    private const string RemoveAllSql = $"DELETE FROM pins WHERE {OfChat}";
    private const string OfChatSql = $"SELECT message_id FROM pins WHERE {OfChat}";

    public static Statement Insert(MessageKey message) => new(InsertSql, message.Columns());

    public static Statement Remove(MessageKey message) => new(RemoveSql, message.Columns());

    /// <summary>Forgets what is pinned in a chat.</summary>
    public static Statement RemoveAll(NetworkId network, ChatKey chat) => new(RemoveAllSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value);

    public Task<IReadOnlyList<RemoteMessageId>> OfChatAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryAsync(static reader => new RemoteMessageId(reader.GetString(0)), OfChatSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);
}
