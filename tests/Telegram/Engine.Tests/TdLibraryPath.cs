namespace Bridges.Telegram.Engine.Tests;

internal static class TdLibraryPath
{
    /// <summary>Where <c>scripts/install-tdlib</c> puts TDLib, or what <c>BRIDGES_TDJSON</c> names.</summary>
    public static string Find()
    {
        var path = Environment.GetEnvironmentVariable("BRIDGES_TDJSON") ?? Path.Combine(Cache(), "tdlib", "1.8.65", "libtdjson.so");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"These tests need TDLib, and there is none at {path}: run scripts/install-tdlib, or set BRIDGES_TDJSON.");
    }

    private static string Cache()
        => Environment.GetEnvironmentVariable("BRIDGES_CACHE")
            ?? Path.Combine(
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
                    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
                "bridges");
}
