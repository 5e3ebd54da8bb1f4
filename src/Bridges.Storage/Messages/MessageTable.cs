using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which message on a network is which event on Matrix.</summary>
public sealed class MessageTable(Database database)
{
    private const string Columns =
        "network, receiver, chat_id, message_id, part, ordinal, event, COALESCE(messages.room_id, chats.room_id), sender, from_matrix, timestamp, version, deleted";

    private const string From = "FROM messages JOIN chats ON chats.number = messages.chat";
    private const string OfChat = "chat = (SELECT number FROM chats WHERE network = $1 AND receiver = $2 AND chat_id = $3)";

    // Asked for a time, SQLite goes by the index of times; else it would sort the whole chat.
    private const string AtAnyTime = "timestamp >= -9223372036854775807";

    // A chat is numbered with its first message, whose room is that of nearly all that follow.
    private const string InsertChatSql = """
        INSERT INTO chats (number, network, receiver, chat_id, room_id)
        SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4 FROM chats WHERE 1 = 1 ON CONFLICT DO NOTHING
        """;

    private const string InsertSql = """
        INSERT INTO messages (chat, message_id, part, ordinal, event, room_id, sender, from_matrix, timestamp, version, deleted)
        SELECT number, $4, $5, $6, $7, NULLIF($8, room_id), $9, $10, $11, $12, $13 FROM chats WHERE network = $1 AND receiver = $2 AND chat_id = $3
        ON CONFLICT DO NOTHING
        """;

    private const string SetVersionSql = $"UPDATE messages SET version = $6 WHERE {OfChat} AND message_id = $4 AND part = $5";
    private const string MarkDeletedSql = $"UPDATE messages SET deleted = 1 WHERE {OfChat} AND message_id = $4";
    private const string RemoveSql = $"DELETE FROM messages WHERE {OfChat}";
    private const string RemoveChatSql = "DELETE FROM chats WHERE network = $1 AND receiver = $2 AND chat_id = $3";
    private const string CopyChatSql = """
        INSERT INTO chats (number, network, receiver, chat_id, room_id)
        SELECT (SELECT MAX(number) FROM chats) + 1, network, CAST($4 AS TEXT), CAST($5 AS TEXT), room_id
        FROM chats WHERE network = $1 AND receiver = $2 AND chat_id = $3 ON CONFLICT DO NOTHING
        """;

    private const string CopySql = $"""
        INSERT INTO messages (chat, message_id, part, ordinal, event, room_id, sender, from_matrix, timestamp, version, deleted)
        SELECT target.number, CAST($6 AS TEXT) || message_id, part, ordinal, event, NULLIF(COALESCE(messages.room_id, chats.room_id), target.room_id),
               sender, from_matrix, timestamp, version, deleted
        {From} JOIN chats AS target ON target.network = $1 AND target.receiver = $4 AND target.chat_id = $5
        WHERE {OfChat} ON CONFLICT DO NOTHING
        """;

    internal const string ByRemoteSql = $"SELECT {Columns} {From} WHERE {OfChat} AND message_id = $4 ORDER BY ordinal";
    private const string ByRemoteIdSql = $"SELECT {Columns} {From} WHERE message_id = $1 ORDER BY timestamp DESC LIMIT 50";
    internal const string ByEventSql = $"SELECT {Columns} {From} WHERE {EventBytes.IsSame} ORDER BY ordinal";
    internal const string NewestSql = $"SELECT {Columns} {From} WHERE {OfChat} AND {AtAnyTime} ORDER BY timestamp DESC, LENGTH(message_id) DESC, message_id DESC LIMIT $4";
    internal const string OldestSql = $"SELECT {Columns} {From} WHERE {OfChat} AND {AtAnyTime} ORDER BY timestamp, LENGTH(message_id), message_id LIMIT 1";
    private const string CountSql = $"SELECT COUNT(DISTINCT message_id) FROM messages WHERE {OfChat}";
    internal const string NewestUpToSql = $"SELECT {Columns} {From} WHERE {OfChat} AND timestamp <= $4 ORDER BY timestamp DESC, LENGTH(message_id) DESC, message_id DESC LIMIT 1";

    /// <summary>Notes a message; one that is known already stays as it is.</summary>
    public static IReadOnlyList<Statement> Insert(MessageRow row) =>
    [
        new(InsertChatSql, row.Network.Value, row.Chat.ReceiverColumn(), row.Chat.Chat.Value, row.RoomId),
        new(
            InsertSql,
            row.Network.Value, row.Chat.ReceiverColumn(), row.Chat.Chat.Value, row.Message.Value, row.Part, (long)row.Ordinal, EventBytes.Of(row.EventId), row.RoomId,
            row.Sender.Value, row.FromMatrix.Column(), row.Timestamp, row.Version, row.IsDeleted.Column()),
    ];

    public static Statement SetVersion(NetworkId network, ChatKey chat, RemoteMessageId message, string part, long version) =>
        new(SetVersionSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value, message.Value, part, version);

    public static Statement MarkDeleted(NetworkId network, ChatKey chat, RemoteMessageId message) =>
        new(MarkDeletedSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value, message.Value);

    /// <summary>Forgets what was bridged of a chat: its room is closed, and the next one begins anew.</summary>
    public static IReadOnlyList<Statement> RemoveAll(NetworkId network, ChatKey chat) =>
    [
        new(RemoveSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value),
        new(RemoveChatSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value),
    ];

    /// <summary>Lets what was bridged of a chat go along to its new key, with a prefix before the messages' ids. What is known under that stays.</summary>
    internal static IReadOnlyList<Statement> Move(NetworkId network, ChatKey from, ChatKey to, string prefix)
    {
        object?[] keys = [network.Value, from.ReceiverColumn(), from.Chat.Value, to.ReceiverColumn(), to.Chat.Value];
        return [new(CopyChatSql, keys), new(CopySql, [.. keys, prefix]), .. RemoveAll(network, from)];
    }

    /// <summary>All parts of a message, in order.</summary>
    public Task<IReadOnlyList<MessageRow>> ByRemoteAsync(NetworkId network, ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByRemoteSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value, message.Value], cancellationToken);

    /// <summary>All messages that an event is, in order.</summary>
    public Task<IReadOnlyList<MessageRow>> ByEventAsync(string eventId, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByEventSql, [EventBytes.Of(eventId)], cancellationToken);

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
        EventId = EventBytes.Read(reader.Bytes(6)),
        RoomId = reader.GetString(7),
        Sender = new RemoteUserId(reader.GetString(8)),
        FromMatrix = reader.Flag(9),
        Timestamp = reader.GetInt64(10),
        Version = reader.GetInt64(11),
        IsDeleted = reader.Flag(12),
    };
}
