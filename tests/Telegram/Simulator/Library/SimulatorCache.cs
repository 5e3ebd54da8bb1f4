using Bridges.Telegram.Simulator.Crypto;

namespace Bridges.Telegram.Simulator.Library;

/// <summary>What outlives a run: the server's key and the libraries patched for it, so that later runs start fast.</summary>
public static class SimulatorCache
{
    private const string KeyFile = "server-key.pem";

    /// <summary><c>$XDG_CACHE_HOME/bridges</c>, else <c>~/.cache/bridges</c>.</summary>
    public static string Root => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "bridges");

    /// <summary>The folder used when none is named.</summary>
    public static string DefaultDirectory => Path.Combine(Root, "telegram-simulator");

    /// <summary>The key of a cache folder; several processes may ask at once and get the same.</summary>
    public static ServerKey LoadOrCreateKey(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, KeyFile);
        if (!File.Exists(path))
        {
            var candidate = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(candidate, ServerKey.Create().PrivateKeyPem);
            try
            {
                File.Move(candidate, path, overwrite: false);
            }
            catch (IOException)
            {
                // Another process was first: its key is the one.
                File.Delete(candidate);
            }
        }

        return ServerKey.FromPem(File.ReadAllText(path));
    }
}
