namespace Bridges.Storage;

/// <summary>What serves one host at a time.</summary>
internal static class OtherHost
{
    /// <param name="what">Such as "the database NAME", without a password.</param>
    public static StorageException Uses(string what, bool isTransient, Exception? cause = null) =>
        new($"Another Bridges host uses {what}. Stop it first.", isTransient, cause);
}
