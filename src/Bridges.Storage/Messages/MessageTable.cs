using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which message on a network is which event on Matrix.</summary>
public sealed class MessageTable(Database database)
{
    private const string Columns =
        "network, receiver, chat_id, message_id, part, ordinal, event_id, room_id, sender, from_matrix, timestamp, version, deleted";

    private const string OfChat = "network = $1 AND receiver = $2 AND chat_id = $3";

    private const string InsertSql = $"""
        INSERT INTO messages ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING
        """;

    private const string SetVersionSql = $"UPDATE messages SET version = $6 WHERE {OfChat} AND message_id = $4 AND part = $5";
    private const string MarkDeletedSql = $"UPDATE messages SET deleted = 1 WHERE {OfChat} AND message_id = $4";
    private const string ByRemoteSql = $"SELECT {Columns} FROM messages WHERE {OfChat} AND message_id = $4 ORDER BY ordinal";
    private const string ByRemoteIdSql = $"SELECT {Columns} FROM messages WHERE message_id = $1 ORDER BY timestamp DESC LIMIT 50";
    private const string ByEventSql = $"SELECT {Columns} FROM messages WHERE event_id = $1 ORDER BY ordinal";
    private const string NewestSql = $"SELECT {Columns} FROM messages WHERE {OfChat} ORDER BY timestamp DESC, LENGTH(message_id) DESC, message_id DESC LIMIT $4";
    private const string OldestSql = $"SELECT {Columns} FROM messages WHERE {OfChat} ORDER BY timestamp, LENGTH(message_id), message_id LIMIT 1";
    private const string CountSql = $"SELECT COUNT(DISTINCT message_id) FROM messages WHERE {OfChat}";
    private const string NewestUpToSql = $"SELECT {Columns} FROM messages WHERE {OfChat} AND timestamp <= $4 ORDER BY timestamp DESC, LENGTH(message_id) DESC, message_id DESC LIMIT 1";

    /// <summary>Notes a message; one that is known already stays as it is.</summary>
    public static Statement Insert(MessageRow row) => new(
        InsertSql,
        row.Network.Value, row.Chat.ReceiverColumn(), row.Chat.Chat.Value, row.Message.Value, row.Part, (long)row.Ordinal, row.EventId, row.RoomId,
        row.Sender.Value, row.FromMatrix.Column(), row.Timestamp, row.Version, row.IsDeleted.Column());

    public static Statement SetVersion(NetworkId network, ChatKey chat, RemoteMessageId message, string part, long version) =>
        new(SetVersionSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value, message.Value, part, version);

    public static Statement MarkDeleted(NetworkId network, ChatKey chat, RemoteMessageId message) =>
        new(MarkDeletedSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value, message.Value);

    /// <summary>Forgets what was bridged of a chat: its room is closed, and the next one begins anew.</summary>
    public static Statement RemoveAll(NetworkId network, ChatKey chat) =>
        new($"DELETE FROM messages WHERE {OfChat}", network.Value, chat.ReceiverColumn(), chat.Chat.Value);

    /// <summary>All parts of a message, in order.</summary>
    public Task<IReadOnlyList<MessageRow>> ByRemoteAsync(NetworkId network, ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByRemoteSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value, message.Value], cancellationToken);

    /// <summary>All messages that an event is, in order.</summary>
    public Task<IReadOnlyList<MessageRow>> ByEventAsync(string eventId, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByEventSql, [eventId], cancellationToken);

    /// <summary>Messages of that id in any chat, newest first; at most 50. Reads the whole table.</summary>
    public Task<IReadOnlyList<MessageRow>> ByRemoteIdAsync(string message, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByRemoteIdSql, [message], cancellationToken);

    /// <summary>A chat's newest messages, newest first.</summary>
    public Task<IReadOnlyList<MessageRow>> NewestAsync(NetworkId network, ChatKey chat, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, NewestSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value, (long)limit], cancellationToken);

    /// <summary>A chat's oldest message; null where none was bridged.</summary>
    public Task<MessageRow?> OldestAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, OldestSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);

    /// <summary>How many messages of a chat were bridged.</summary>
    public async Task<long> CountAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        (await database.QueryAsync(static reader => reader.GetInt64(0), CountSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken))[0];

    /// <summary>The message itself; where it is not known, the newest that is not younger than a time.</summary>
    public async Task<MessageRow?> NewestUpToAsync(NetworkId network, ChatKey chat, RemoteMessageId message, long timestamp, CancellationToken cancellationToken)
    {
        var exact = await ByRemoteAsync(network, chat, message, cancellationToken);
        return exact.Count > 0
            ? exact[^1]
            : await database.QueryFirstAsync(Read, NewestUpToSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value, timestamp], cancellationToken);
    }

    /// <summary>The newest that is older than a time, Unix milliseconds.</summary>
    public Task<MessageRow?> NewestBeforeAsync(NetworkId network, ChatKey chat, long timestamp, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, NewestUpToSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value, timestamp - 1], cancellationToken);

    private static MessageRow Read(DbDataReader reader) => new()
    {
        Network = new NetworkId(reader.GetString(0)),
        Chat = reader.Chat(1, 2),
        Message = new RemoteMessageId(reader.GetString(3)),
        Part = reader.GetString(4),
        Ordinal = (int)reader.GetInt64(5),
        EventId = reader.GetString(6),
        RoomId = reader.GetString(7),
        Sender = new RemoteUserId(reader.GetString(8)),
        FromMatrix = reader.Flag(9),
        Timestamp = reader.GetInt64(10),
        Version = reader.GetInt64(11),
        IsDeleted = reader.Flag(12),
    };
}
