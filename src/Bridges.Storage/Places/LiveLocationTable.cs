using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Places that people share for a while.</summary>
public sealed class LiveLocationTable(Database database)
{
    private const string Columns =
        "event_id, room_id, network, receiver, chat_id, message_id, account, sender, from_matrix, is_beacon, place, version, shown_version, shown_at, began_at, ends_at, ended, closed";

    private const string InsertSql = $"""
        INSERT INTO live_locations ({Columns}) VALUES ($1, $2, $3, $4, $5, CAST($6 AS TEXT), $7, $8, $9, $10, CAST($11 AS TEXT), $12, $13, $14, $15, $16, $17, $18)
        ON CONFLICT DO NOTHING
        """;

    private const string MovedSql = "UPDATE live_locations SET place = $2, version = $3 WHERE event_id = $1 AND version < $3 AND ended = 0";
    private const string EndedSql = "UPDATE live_locations SET ended = 1 WHERE event_id = $1";
    private const string EndedWithPlaceSql = "UPDATE live_locations SET place = $2, version = $3, ended = 1 WHERE event_id = $1 AND version <= $3";
    private const string SentSql = "UPDATE live_locations SET message_id = $2, place = $3, version = $4, shown_version = $4, shown_at = $5 WHERE event_id = $1";
    private const string ShownSql = "UPDATE live_locations SET shown_version = $2, shown_at = $3 WHERE event_id = $1";
    private const string CloseSql = "UPDATE live_locations SET closed = 1 WHERE event_id = $1";
    private const string CloseOthersSql = "UPDATE live_locations SET closed = 1 WHERE room_id = $1 AND sender = $2 AND is_beacon = 1 AND from_matrix = 0 AND event_id <> $3";
    private const string PruneSql = "DELETE FROM live_locations WHERE ends_at < $1";

    private const string FindSql = $"SELECT {Columns} FROM live_locations WHERE event_id = $1";
    private const string ByMessageSql = $"SELECT {Columns} FROM live_locations WHERE network = $1 AND receiver = $2 AND chat_id = $3 AND message_id = $4";
    private const string OpenOfSql = $"SELECT {Columns} FROM live_locations WHERE room_id = $1 AND sender = $2 AND from_matrix = 1 AND closed = 0 AND ended = 0 ORDER BY began_at DESC LIMIT 1";

    private const string HasOpenSql = "SELECT event_id FROM live_locations WHERE from_matrix = $1 AND closed = 0 LIMIT 1";

    private const string DueSql = $"""
        SELECT {Columns} FROM live_locations
        WHERE from_matrix = $1 AND closed = 0 AND ((place IS NOT NULL AND version > shown_version AND shown_at <= $3) OR ended = 1 OR ends_at <= $2)
        ORDER BY shown_at LIMIT $4
        """;

    /// <summary>Notes a sharing; one that is known already stays as it is.</summary>
    public static Statement Insert(LiveLocationRow row) => new(
        InsertSql, row.EventId, row.RoomId, row.Network.Value, row.Chat.ReceiverColumn(), row.Chat.Chat.Value, row.Message?.Value, row.Account.Value, row.Sender,
        row.FromMatrix.Column(), row.IsBeacon.Column(), row.Place, row.Version, row.ShownVersion, row.ShownAt, row.BeganAt, row.EndsAt, row.HasEnded.Column(), row.IsClosed.Column());

    /// <summary>There is a newer place; an older one is let go.</summary>
    public static Statement Moved(string eventId, string place, long version) => new(MovedSql, eventId, place, version);

    public static Statement Ended(string eventId) => new(EndedSql, eventId);

    public static Statement Ended(string eventId, string place, long version) => new(EndedWithPlaceSql, eventId, place, version);

    /// <summary>The network has it, at a place.</summary>
    public static Statement Sent(string eventId, RemoteMessageId message, string place, long version, long at) => new(SentSql, eventId, message.Value, place, version, at);

    /// <summary>The other side has a version.</summary>
    public static Statement Shown(string eventId, long version, long at) => new(ShownSql, eventId, version, at);

    public static Statement Close(string eventId) => new(CloseSql, eventId);

    /// <summary>Somebody shares anew: a room has one beacon of a person, and those before it move no more.</summary>
    public static Statement CloseOthers(string roomId, string sender, string eventId) => new(CloseOthersSql, roomId, sender, eventId);

    public static Statement Prune(long endedBefore) => new(PruneSql, endedBefore);

    public Task<LiveLocationRow?> FindAsync(string eventId, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, FindSql, [eventId], cancellationToken);

    public Task<LiveLocationRow?> ByMessageAsync(MessageKey message, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, ByMessageSql, message.Columns(), cancellationToken);

    /// <summary>What a Matrix user shares in a room now.</summary>
    public Task<LiveLocationRow?> OpenOfAsync(string roomId, string sender, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, OpenOfSql, [roomId, sender], cancellationToken);

    /// <summary>Whether anybody shares a place.</summary>
    public async Task<bool> HasOpenAsync(bool fromMatrix, CancellationToken cancellationToken) =>
        (await database.QueryAsync(static reader => reader.GetString(0), HasOpenSql, [fromMatrix.Column()], cancellationToken)).Count > 0;

    /// <summary>Those that have something to be shown now.</summary>
    /// <param name="shownBefore">What was shown later may wait.</param>
    public Task<IReadOnlyList<LiveLocationRow>> DueAsync(bool fromMatrix, long now, long shownBefore, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, DueSql, [fromMatrix.Column(), now, shownBefore, (long)limit], cancellationToken);

    private static LiveLocationRow Read(DbDataReader reader) => new()
    {
        EventId = reader.GetString(0),
        RoomId = reader.GetString(1),
        Network = new NetworkId(reader.GetString(2)),
        Chat = reader.Chat(3, 4),
        Message = reader.TextOrNull(5) is { } message ? new RemoteMessageId(message) : null,
        Account = new AccountId(reader.GetString(6)),
        Sender = reader.GetString(7),
        FromMatrix = reader.Flag(8),
        IsBeacon = reader.Flag(9),
        Place = reader.TextOrNull(10),
        Version = reader.GetInt64(11),
        ShownVersion = reader.GetInt64(12),
        ShownAt = reader.GetInt64(13),
        BeganAt = reader.GetInt64(14),
        EndsAt = reader.GetInt64(15),
        HasEnded = reader.Flag(16),
        IsClosed = reader.Flag(17),
    };
}
