namespace Bridges.Storage;

/// <summary>The database engines that the journal lives on.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}
