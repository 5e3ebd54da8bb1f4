using Bridges.Abstractions;
using Bridges.Engines;

namespace Bridges.Signal.Accounts;

/// <summary>What is in the folder of a login.</summary>
internal static class AccountFiles
{
    public static string DatabaseOf(this EngineFolders folders, string folder) => Path.Combine(folders.PathOf(folder), "signal.db");

    /// <summary>The login's file came out of a back-up: its ratchets may be older than those of the people who were written to since.</summary>
    public static bool IsRestored(this EngineFolders folders, string folder) => RestoredFolder.Is(folders.PathOf(folder));
}
