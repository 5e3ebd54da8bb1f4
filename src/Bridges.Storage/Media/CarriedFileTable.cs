using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Files that were carried to the media store once, so that nobody carries them again.</summary>
public sealed class CarriedFileTable(Database database)
{
    private const string Columns = "network, media_key, mxc, details, created_at";

    private const string UpsertSql = $"""
        INSERT INTO media_cache ({Columns}) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (network, media_key) DO UPDATE SET mxc = excluded.mxc, details = excluded.details, created_at = excluded.created_at
        """;

    private const string FindSql = $"SELECT {Columns} FROM media_cache WHERE network = $1 AND media_key = $2";
    private const string ByMxcSql = $"SELECT {Columns} FROM media_cache WHERE mxc = $1 AND network = $2";
    private const string PruneSql = "DELETE FROM media_cache WHERE created_at < $1";

    public static Statement Upsert(CarriedFileRow row) => new(UpsertSql, row.Network.Value, row.Key, row.Mxc, row.Details, row.CreatedAt);

    /// <summary>Forgets what is older than an instant, in Unix milliseconds.</summary>
    public static Statement Prune(long before) => new(PruneSql, before);

    public Task<CarriedFileRow?> FindAsync(NetworkId network, string key, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, FindSql, [network.Value, key], cancellationToken);

    /// <summary>What a file in the media store is on the network.</summary>
    public Task<CarriedFileRow?> ByMxcAsync(string mxc, NetworkId network, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, ByMxcSql, [mxc, network.Value], cancellationToken);

    private static CarriedFileRow Read(DbDataReader reader) =>
        new(new NetworkId(reader.GetString(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4));
}
