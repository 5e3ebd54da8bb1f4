using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Portals.</summary>
public sealed class PortalTable(Database database)
{
    private const string Columns =
        "network, receiver, chat_id, room_id, kind, name, topic, avatar_id, avatar_mxc, other_user, creating, info_hash, created_at";

    private const string UpsertSql = $"""
        INSERT INTO portals ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (network, receiver, chat_id) DO UPDATE SET
            room_id = excluded.room_id, kind = excluded.kind, name = excluded.name, topic = excluded.topic, avatar_id = excluded.avatar_id,
            avatar_mxc = excluded.avatar_mxc, other_user = excluded.other_user, creating = excluded.creating, info_hash = excluded.info_hash
        """;

    private const string DeleteSql = "DELETE FROM portals WHERE network = $1 AND receiver = $2 AND chat_id = $3";
    private const string AllSql = $"SELECT {Columns} FROM portals ORDER BY created_at, network, receiver, chat_id";
    private const string FindSql = $"SELECT {Columns} FROM portals WHERE network = $1 AND receiver = $2 AND chat_id = $3";
    private const string ByRoomSql = $"SELECT {Columns} FROM portals WHERE room_id = $1";
    private const string ByChatSql = $"SELECT {Columns} FROM portals WHERE network = $1 AND chat_id = $2 ORDER BY created_at, receiver";
    private const string ByOtherUserSql = $"SELECT {Columns} FROM portals WHERE network = $1 AND other_user = $2";

    public static Statement Upsert(PortalRow row) => new(
        UpsertSql,
        row.Network.Value, row.Chat.ReceiverColumn(), row.Chat.Chat.Value, row.RoomId, (long)row.Kind, row.Name, row.Topic, row.AvatarId, row.AvatarMxc,
        row.OtherUser, row.IsCreating.Column(), row.InfoHash, row.CreatedAt);

    public static Statement Delete(NetworkId network, ChatKey chat) => new(DeleteSql, network.Value, chat.ReceiverColumn(), chat.Chat.Value);

    public Task<PortalRow?> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, FindSql, [network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);

    public Task<PortalRow?> ByRoomAsync(string roomId, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, ByRoomSql, [roomId], cancellationToken);

    /// <summary>The portals of a chat, over all accounts. Reads the whole table.</summary>
    public Task<IReadOnlyList<PortalRow>> ByChatAsync(NetworkId network, RemoteChatId chat, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByChatSql, [network.Value, chat.Value], cancellationToken);

    /// <summary>The direct chats with a person, over all accounts.</summary>
    public Task<IReadOnlyList<PortalRow>> ByOtherUserAsync(NetworkId network, RemoteUserId user, CancellationToken cancellationToken) =>
        database.QueryAsync(Read, ByOtherUserSql, [network.Value, user.Value], cancellationToken);

    /// <summary>All portals, the oldest first.</summary>
    public Task<IReadOnlyList<PortalRow>> AllAsync(CancellationToken cancellationToken) => database.QueryAsync(Read, AllSql, [], cancellationToken);

    private static PortalRow Read(DbDataReader reader) => new()
    {
        Network = new NetworkId(reader.GetString(0)),
        Chat = reader.Chat(1, 2),
        RoomId = reader.TextOrNull(3),
        Kind = (ChatKind)reader.GetInt64(4),
        Name = reader.TextOrNull(5),
        Topic = reader.TextOrNull(6),
        AvatarId = reader.TextOrNull(7),
        AvatarMxc = reader.TextOrNull(8),
        OtherUser = reader.TextOrNull(9),
        IsCreating = reader.Flag(10),
        InfoHash = reader.TextOrNull(11),
        CreatedAt = reader.GetInt64(12),
    };
}
