namespace Bridges.Storage;

/// <summary>Whether this program knows the tables of a database.</summary>
internal static class SchemaCheck
{
    /// <param name="version">Zero where there are no tables yet.</param>
    /// <param name="newest">The version that this program brings a database to.</param>
    /// <returns>Null where it does.</returns>
    public static DatabaseDiagnosis? Judge(string subject, long version, long newest) => version > newest
        ? new DatabaseDiagnosis(
            subject,
            $"The database has schema version {version}, but this Bridges knows only {newest}: it was used by a newer Bridges.",
            "Install that one, or restore an older backup.")
        : null;
}
