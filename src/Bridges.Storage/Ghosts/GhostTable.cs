using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Ghosts.</summary>
public sealed class GhostTable(Database database)
{
    private const string Columns = "network, user_id, name, avatar_id, avatar_mxc, is_registered, is_bot";

    private const string UpsertSql = $"""
        INSERT INTO ghosts ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (network, user_id) DO UPDATE SET
            name = excluded.name, avatar_id = excluded.avatar_id, avatar_mxc = excluded.avatar_mxc,
            is_registered = excluded.is_registered, is_bot = excluded.is_bot
        """;

    private const string FindSql = $"SELECT {Columns} FROM ghosts WHERE network = $1 AND user_id = $2";

    private const string RegisteredSql = $"SELECT {Columns} FROM ghosts WHERE is_registered <> 0 ORDER BY network, user_id";

    public static Statement Upsert(GhostRow row) => new(
        UpsertSql, row.Network.Value, row.User.Value, row.Name, row.AvatarId, row.AvatarMxc, row.IsRegistered.Column(), row.IsBot.Column());

    public Task<GhostRow?> FindAsync(NetworkId network, RemoteUserId user, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, FindSql, [network.Value, user.Value], cancellationToken);

    /// <summary>Those that the homeserver knows.</summary>
    public Task<IReadOnlyList<GhostRow>> RegisteredAsync(CancellationToken cancellationToken) => database.QueryAsync(Read, RegisteredSql, [], cancellationToken);

    private static GhostRow Read(DbDataReader reader) => new()
    {
        Network = new NetworkId(reader.GetString(0)),
        User = new RemoteUserId(reader.GetString(1)),
        Name = reader.GetString(2),
        AvatarId = reader.TextOrNull(3),
        AvatarMxc = reader.TextOrNull(4),
        IsRegistered = reader.Flag(5),
        IsBot = reader.Flag(6),
    };
}
