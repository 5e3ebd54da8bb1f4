using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Media;

namespace Bridges.Host;

/// <summary>Reads the configuration again while the host runs, takes over what can be, and tells what needs a restart.</summary>
internal sealed partial class ConfigurationReload(
    ConfigurationInForce configuration, PermissionTable permissions, LimitsInForce limits, MediaWorkers media, LogLevelSwitch levels, ILogger<ConfigurationReload> logger)
{
    private readonly Lock _lock = new();

    /// <summary>What was wrong or not taken over is logged; the host goes on as before.</summary>
    public void Apply()
    {
        lock (_lock)
        {
            try
            {
                Apply(ConfigurationFile.Load(configuration.Started.FilePath, ConfigurationFile.ProcessEnvironment()));
            }
            catch (ConfigurationException exception)
            {
                Log.NotTaken(logger, exception.Message);
            }
        }
    }

    private void Apply(ConfigurationFile read)
    {
        var changed = ConfigurationKeys.Differences(configuration.Read.Root, read.Root);
        permissions.Replace(read.Value.Permissions);
        levels.Set(read.Value.Logging.Level);
        limits.Replace(read.Value.ToCoreOptions());
        media.Limit(read.Value.Media.MemoryMb, read.Value.Media.MaxMegapixels, read.Value.Media.MaxTranscodeSeconds);
        configuration.Replace(read);
        // Measured against what it was started with: a restart is needed until that is the same again.
        var waiting = ConfigurationKeys.Differences(configuration.Started.Root, read.Root).Where(key => !ConfigurationInForce.IsReloadable(key)).ToArray();
        Log.Taken(logger, changed.Count(ConfigurationInForce.IsReloadable));
        if (waiting.Length > 0)
        {
            Log.NeedsRestart(logger, string.Join(", ", waiting));
        }
    }

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
