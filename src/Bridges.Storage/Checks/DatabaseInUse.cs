namespace Bridges.Storage;

/// <summary>How checks tell of a database that a host has opened.</summary>
public static class DatabaseInUse
{
    /// <summary>How the subject of the diagnosis ends.</summary>
    public const string Words = "is in use by the running host";
}
