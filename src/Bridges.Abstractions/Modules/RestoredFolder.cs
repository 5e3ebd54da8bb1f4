namespace Bridges.Abstractions;

/// <summary>
/// Tells a folder that came out of a back-up. <c>bridges restore</c> leaves a mark in each folder of the data directory that it
/// brought files into, before any module runs: what lies there may be older than what the network has seen since, even where
/// everything in it agrees. A module whose network forbids that heeds the mark; new folders have none.
/// </summary>
public static class RestoredFolder
{
    private const string Mark = "restored-from-backup";

    /// <summary>Whether the files of a folder came out of a back-up. False for a folder that does not exist.</summary>
    public static bool Is(string folder) => File.Exists(Path.Combine(folder, Mark));

    /// <summary>Leaves the mark. For the host.</summary>
    public static void Set(string folder) => File.WriteAllText(Path.Combine(folder, Mark), "");
}
