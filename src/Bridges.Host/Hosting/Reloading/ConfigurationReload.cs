using Bridges.Core;
using Bridges.Host.Configuration;

namespace Bridges.Host;

/// <summary>Reads the configuration again while the host runs, takes over what can be, and tells what needs a restart.</summary>
internal sealed partial class ConfigurationReload(ConfigurationFile running, PermissionTable permissions, LogLevelSwitch levels, ILogger<ConfigurationReload> logger)
{
    private static readonly string[] Reloadable = ["permissions.", "logging.level"];

    private readonly Lock _lock = new();
    private readonly ConfigurationFile _started = running;
    private ConfigurationFile _applied = running;

    /// <summary>What was wrong or not taken over is logged; the host goes on as before.</summary>
    public void Apply()
    {
        lock (_lock)
        {
            try
            {
                Apply(ConfigurationFile.Load(_applied.FilePath, ConfigurationFile.ProcessEnvironment()));
            }
            catch (ConfigurationException exception)
            {
                Log.NotTaken(logger, exception.Message);
            }
        }
    }

    private void Apply(ConfigurationFile read)
    {
        var changed = ConfigurationKeys.Differences(_applied.Root, read.Root);
        permissions.Replace(read.Value.Permissions);
        levels.Set(read.Value.Logging.Level);
        _applied = read;
        // Measured against what it was started with: a restart is needed until that is the same again.
        var waiting = ConfigurationKeys.Differences(_started.Root, read.Root).Where(key => !IsReloadable(key)).ToArray();
        Log.Taken(logger, changed.Count(IsReloadable));
        if (waiting.Length > 0)
        {
            Log.NeedsRestart(logger, string.Join(", ", waiting));
        }
    }

    private static bool IsReloadable(string key) => Reloadable.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The configuration was read again; {Count} changes count from now on")]
        public static partial void Taken(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "Changes of these keys count after a restart: {Keys}")]
        public static partial void NeedsRestart(ILogger logger, string keys);

        [LoggerMessage(3, LogLevel.Error, "The configuration was read again and is wrong, so the host goes on with the one before: {Problem}")]
        public static partial void NotTaken(ILogger logger, string problem);
    }
}
