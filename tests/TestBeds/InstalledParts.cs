namespace Bridges.TestBeds;

/// <summary>Where the scripts <c>scripts/install-*</c> put what they install.</summary>
public static class InstalledParts
{
    /// <summary>The folder that holds all of it: <c>BRIDGES_CACHE</c>, else <c>bridges</c> in the user's cache folder.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The Debian files from which Synapse runs.</summary>
    public static string SynapseRoot => Existing(Path.Combine(Folder, "synapse", "root"), "scripts/install-synapse");

    /// <summary>The Debian files from which PostgreSQL runs.</summary>
    public static string PostgresRoot => Existing(Path.Combine(Folder, "postgresql", "root"), "scripts/install-postgresql");

    /// <summary>TDLib's shared library.</summary>
    public static string TdLib => Existing(Path.Combine(Folder, "tdlib", "1.8.65", "libtdjson.so"), "scripts/install-tdlib");

    /// <summary>Debian's ffmpeg, with the libraries it loads in <c>lib</c> beside its folder.</summary>
    public static string Ffmpeg => Existing(Path.Combine(Folder, "ffmpeg", "root", "bin", "ffmpeg"), "scripts/install-ffmpeg");

    /// <summary>Node.js, which runs engines.</summary>
    public static string Node => Existing(Path.Combine(Folder, "node", "24.21.0", "node"), "scripts/install-node");

    /// <summary>A small Debian, as an archive.</summary>
    public static string DebianRoot => Existing(Path.Combine(Folder, "debian-root", "root.tar"), "scripts/install-debian-root");

    /// <summary>The same with systemd.</summary>
    public static string DebianSystemdRoot => Existing(Path.Combine(Folder, "debian-systemd-root", "root.tar"), "scripts/install-debian-root systemd");

    /// <summary>The libraries of a Debian for 64-bit ARM.</summary>
    public static string Arm64Root => Existing(Path.Combine(Folder, "arm64-root"), "scripts/install-arm64-root");

    private static string FindFolder()
    {
        if (Environment.GetEnvironmentVariable("BRIDGES_CACHE") is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        var userCache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(userCache, "bridges");
    }

    private static string Existing(string path, string installer) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: run {installer}.");
}
