namespace Bridges.Storage;

/// <summary>A database serves one host at a time.</summary>
internal static class OtherHost
{
    /// <param name="database">Its name, without a password.</param>
    public static StorageException Uses(string database, bool isTransient, Exception? cause = null) =>
        new($"Another Bridges host uses the database {database}. Stop it first.", isTransient, cause);
}
