namespace Bridges.Storage;

/// <summary>
/// Looks at a database from outside, for <c>doctor</c>: nothing is made or changed, and a running host is not disturbed.
/// </summary>
public static class DatabaseChecks
{
    /// <summary>What is in order and what is not; at least one entry. Does not throw for anything that is wrong with the database.</summary>
    public static Task<IReadOnlyList<DatabaseDiagnosis>> CheckAsync(DatabaseOptions options, CancellationToken cancellationToken) =>
        options.Kind == DatabaseKind.Sqlite
            ? new SqliteChecks(options).CheckAsync(cancellationToken)
            : new PostgreSqlChecks(options).CheckAsync(cancellationToken);

    /// <summary>How many accounts' secrets there are, and how many of them this key does not open. Zero of zero where there are no tables yet.</summary>
    /// <param name="secrets">The key; null where there is none.</param>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public static Task<(int All, int Unreadable)> CountSecretsAsync(DatabaseOptions options, SecretBox? secrets, CancellationToken cancellationToken) =>
        new SecretsCheck(options, secrets).CountAsync(cancellationToken);

    /// <summary>A value of <see cref="SettingTable"/>; null where there is none, nor tables.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public static Task<string?> ReadSettingAsync(DatabaseOptions options, string key, CancellationToken cancellationToken) =>
        new DatabaseFromOutside(options).ReadAsync("settings", $"SELECT value FROM settings WHERE key = '{key.Replace("'", "''", StringComparison.Ordinal)}'", async reader =>
            await reader.ReadAsync(cancellationToken) ? reader.GetString(0) : null, cancellationToken);
}
