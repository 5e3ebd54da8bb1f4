using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Whether this program knows the tables of a database.</summary>
internal static class SchemaCheck
{
    /// <param name="version">Zero where there are no tables yet.</param>
    /// <returns>Null where it does.</returns>
    public static Diagnosis? Judge(string subject, long version, DatabaseKind kind) => version > Migrations.Newest(kind)
        ? new Diagnosis(
            subject,
            $"The database has schema version {version}, but this Bridges knows only {Migrations.Newest(kind)}: it was used by a newer Bridges.",
            "Install that one, or restore an older backup.")
        : null;
}
