using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Media;

namespace Bridges.Host;

/// <summary>Reads the configuration again while the host runs, takes over what can be, and tells what needs a restart.</summary>
internal sealed partial class ConfigurationReload(
    ConfigurationFile running, PermissionTable permissions, LimitsInForce limits, MediaWorkers media, LogLevelSwitch levels, ILogger<ConfigurationReload> logger)
{
    /// <summary>Keys, and with a dot at the end all below one.</summary>
    private static readonly string[] Reloadable =
    [
        "permissions.", "logging.level",
        "bridging.chats_at_login", "bridging.messages_at_login", "bridging.most_chats_at_login", "bridging.most_messages_at_login", "bridging.new_rooms_in_ten_minutes",
        "bridging.live_location_seconds",
        "media.max_file_mb.", "media.wait_seconds", "media.memory_mb", "media.max_megapixels", "media.max_transcode_seconds",
    ];

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
        limits.Replace(read.Value.ToCoreOptions());
        media.Limit(read.Value.Media.MemoryMb, read.Value.Media.MaxMegapixels, read.Value.Media.MaxTranscodeSeconds);
        _applied = read;
        // Measured against what it was started with: a restart is needed until that is the same again.
        var waiting = ConfigurationKeys.Differences(_started.Root, read.Root).Where(key => !IsReloadable(key)).ToArray();
        Log.Taken(logger, changed.Count(IsReloadable));
        if (waiting.Length > 0)
        {
            Log.NeedsRestart(logger, string.Join(", ", waiting));
        }
    }

    private static bool IsReloadable(string key) => Reloadable.Any(known => known.EndsWith('.') ? key.StartsWith(known, StringComparison.Ordinal) : key == known);

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
