using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Who has put which reaction on which message.</summary>
public sealed class ReactionTable(Database database)
{
    private const string Columns = "network, receiver, chat_id, message_id, sender, reaction_key, event_id, created_at";
    private const string OfPerson = "network = $1 AND receiver = $2 AND chat_id = $3 AND message_id = $4 AND sender = $5";

    private const string InsertSql = $"""
        INSERT INTO reactions ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (network, receiver, chat_id, message_id, sender, reaction_key) DO UPDATE SET event_id = excluded.event_id, created_at = excluded.created_at
        """;

    private const string RemoveSql = $"DELETE FROM reactions WHERE {OfPerson} AND reaction_key = $6";
    private const string OfPersonSql = $"SELECT {Columns} FROM reactions WHERE {OfPerson} ORDER BY created_at, reaction_key";
    private const string OfPeopleSql = $"SELECT {Columns} FROM reactions WHERE network = $1 AND receiver = $2 AND chat_id = $3 AND message_id = $4 AND sender <> '' AND created_at < $5 ORDER BY created_at, sender, reaction_key";
    private const string CountSql = "SELECT COUNT(NULLIF(event_id, '')), COUNT(*) FROM reactions WHERE network = $1 AND receiver = $2 AND chat_id = $3 AND message_id = $4 AND sender <> ''";
    private const string CountedSql = "SELECT DISTINCT network, receiver, chat_id, message_id FROM reactions WHERE event_id = ''";
    private const string ByEventSql = $"SELECT {Columns} FROM reactions WHERE event_id = $1";

    public static Statement Insert(ReactionRow row) => new(InsertSql, row.Message.Columns(row.Sender.Value, row.Key, row.EventId, row.CreatedAt));

    public static Statement Remove(ReactionRow row) => new(RemoveSql, row.Message.Columns(row.Sender.Value, row.Key));

    /// <summary>The message whose reactions a statement changes; null of any other statement.</summary>
    public static MessageKey? MessageOf(Statement statement) => statement.Sql is InsertSql or RemoveSql ? MessageKey.Of(statement.Parameters) : null;

    /// <summary>The oldest first.</summary>
    public Task<IReadOnlyList<ReactionRow>> OfPersonAsync(MessageKey message, RemoteUserId sender, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, OfPersonSql, message.Columns(sender.Value), cancellationToken);

    /// <summary>Everybody's reactions that are older than a time, Unix milliseconds; the oldest first.</summary>
    public Task<IReadOnlyList<ReactionRow>> OfPeopleAsync(MessageKey message, long before, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, OfPeopleSql, message.Columns(before), cancellationToken);

    /// <summary>How many reactions of people a message has that are shown, and how many that are only counted.</summary>
    public async Task<(long Shown, long Counted)> CountAsync(MessageKey message, CancellationToken cancellationToken) =>
        (await database.QueryAsync(static reader => (reader.GetInt64(0), reader.GetInt64(1) - reader.GetInt64(0)), CountSql, message.Columns(), cancellationToken))[0];

    /// <summary>The messages that have reactions which are only counted.</summary>
    public Task<IReadOnlyList<MessageKey>> CountedAsync(CancellationToken cancellationToken) =>
        database.QueryAsync(
            static reader => new MessageKey(new NetworkId(reader.GetString(0)), reader.Chat(1, 2), new RemoteMessageId(reader.GetString(3))), CountedSql, [], cancellationToken);

    public Task<ReactionRow?> ByEventAsync(string eventId, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, ByEventSql, [eventId], cancellationToken);

    private static ReactionRow Read(DbDataReader reader) => new(
        new MessageKey(new NetworkId(reader.GetString(0)), reader.Chat(1, 2), new RemoteMessageId(reader.GetString(3))),
        new RemoteUserId(reader.GetString(4)), reader.GetString(5), reader.GetString(6), reader.GetInt64(7));
}
