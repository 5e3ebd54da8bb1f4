using System.Globalization;
using System.Reflection;

namespace Bridges.Storage;

/// <summary>Numbered scripts that bring a database from any earlier version to this one.</summary>
internal static class Migrations
{
    private const string CreateVersion = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)";
    private const string ReadVersion = "SELECT version FROM schema_version";

    /// <summary>The version that this program brings a database to.</summary>
    public static long Newest(DatabaseKind kind) => Scripts(kind).Keys.Max();

    public static async Task ApplyAsync(IDatabaseEngine engine, DatabaseKind kind, CancellationToken cancellationToken)
    {
        var scripts = Scripts(kind);
        await engine.ExecuteScriptAsync(CreateVersion, cancellationToken);
        var versions = await engine.QueryAsync(reader => reader.GetInt64(0), ReadVersion, [], cancellationToken);
        var version = versions.Count > 0 ? versions[0] : 0;
        if (SchemaCheck.Judge("database", version, scripts.Keys.Max()) is { } tooNew)
        {
            throw new StorageException($"{tooNew.Problem} {tooNew.Mend}", isTransient: false);
        }

        foreach (var (number, script) in scripts.Where(pair => pair.Key > version).OrderBy(pair => pair.Key))
        {
            await engine.ExecuteScriptAsync(
                $"{script}\nDELETE FROM schema_version; INSERT INTO schema_version (version) VALUES ({number.ToString(CultureInfo.InvariantCulture)});",
                cancellationToken);
        }
    }

    /// <summary>Scripts by number: <c>0001_name.sql</c>, or <c>0001_name.sqlite.sql</c> and <c>0001_name.postgresql.sql</c> where the engines differ.</summary>
    private static Dictionary<long, string> Scripts(DatabaseKind kind)
    {
        var other = kind == DatabaseKind.Sqlite ? ".postgresql.sql" : ".sqlite.sql";
        var assembly = Assembly.GetExecutingAssembly();
        const string Folder = ".Migrations.";
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal) && !name.EndsWith(other, StringComparison.Ordinal))
            .ToDictionary(
                name => long.Parse(name.AsSpan(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length, 4), CultureInfo.InvariantCulture),
                name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return reader.ReadToEnd();
                });
    }
}
