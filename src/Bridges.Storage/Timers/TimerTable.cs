using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Messages that are to vanish.</summary>
public sealed class TimerTable(Database database)
{
    private const string Columns = "event_id, network, receiver, chat_id, message_id, room_id, after_ms, sent_at, due_at, journal_id";
    private const string InsertSql = $"INSERT INTO timers ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CAST($9 AS BIGINT), $10) ON CONFLICT DO NOTHING";
    private const string RemoveSql = "DELETE FROM timers WHERE event_id = $1";
    private const string ReadSql = """
        UPDATE timers SET due_at = after_ms + $4
        WHERE network = $1 AND receiver = $2 AND chat_id = $3 AND due_at IS NULL
          AND COALESCE((journal_id, sent_at) <= (SELECT journal_id, sent_at FROM timers WHERE event_id = $5), sent_at <= $6)
        """;
    private const string DueSql = $"SELECT {Columns} FROM timers WHERE due_at <= $1 ORDER BY due_at LIMIT $2";
    private const string NextSql = "SELECT due_at FROM timers WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1";

    /// <summary>Sets a timer; one that is set already stays as it is.</summary>
    public static Statement Insert(TimerRow row) => new(
        InsertSql, row.EventId, row.Message.Network.Value, row.Message.Chat.ReceiverColumn(), row.Message.Chat.Chat.Value, row.Message.Message.Value,
        row.RoomId, row.AfterMilliseconds, row.SentAt, row.DueAt, row.JournalId);

    public static Statement Remove(string eventId) => new(RemoveSql, eventId);

    /// <summary>
    /// A message has been read: its time begins, and that of all before it in the order in which they came. Times are their authors' clocks',
    /// and count only where it has no timer itself.
    /// </summary>
    public static Statement Read(MessageRow upTo, long readAt) =>
        new(ReadSql, upTo.Network.Value, upTo.Chat.ReceiverColumn(), upTo.Chat.Chat.Value, readAt, upTo.EventId, upTo.Timestamp);

    /// <summary>Whether the statement sets a timer, or lets one begin.</summary>
    public static bool Begins(Statement statement) => statement.Sql is InsertSql or ReadSql;

    /// <summary>Those whose time has come, the oldest first.</summary>
    public Task<IReadOnlyList<TimerRow>> DueAsync(long now, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, DueSql, [now, (long)limit], cancellationToken);

    /// <summary>When the next one is due; null: none is.</summary>
    public async Task<long?> NextAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync(static reader => reader.GetInt64(0), NextSql, [], cancellationToken)) is [var next, ..] ? next : null;

    private static TimerRow Read(DbDataReader reader) => new(
        reader.GetString(0), new MessageKey(new NetworkId(reader.GetString(1)), reader.Chat(2, 3), new RemoteMessageId(reader.GetString(4))),
        reader.GetString(5), reader.GetInt64(6), reader.GetInt64(7), reader.LongOrNull(8), reader.GetInt64(9));
}
