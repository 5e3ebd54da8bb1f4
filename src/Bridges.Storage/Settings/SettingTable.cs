namespace Bridges.Storage;

/// <summary>Single values that must outlive a restart.</summary>
public sealed class SettingTable(Database database)
{
    private const string SetSql = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    public static Statement Set(string key, string value) => new(SetSql, key, value);

    public static Statement Remove(string key) => new("DELETE FROM settings WHERE key = $1", key);

    public static Statement RemoveBeginningWith(string prefix) =>
        new("DELETE FROM settings WHERE SUBSTR(key, 1, CAST($2 AS INTEGER)) = $1", prefix, (long)prefix.Length);

    /// <summary>The settings whose keys begin so.</summary>
    public Task<IReadOnlyList<(string Key, string Value)>> BeginningWithAsync(string prefix, CancellationToken cancellationToken) =>
        database.QueryAsync(
            reader => (reader.GetString(0), reader.GetString(1)), "SELECT key, value FROM settings WHERE SUBSTR(key, 1, CAST($2 AS INTEGER)) = $1", [prefix, (long)prefix.Length], cancellationToken);

    public Task<string?> GetAsync(string key, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(reader => reader.GetString(0), "SELECT value FROM settings WHERE key = $1", [key], cancellationToken);
}
