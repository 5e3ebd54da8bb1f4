namespace Bridges.Host.Configuration;

/// <summary>The configuration that counts: what the host was started with, and of what was read since then those keys that can be taken over.</summary>
internal sealed class ConfigurationInForce(ConfigurationFile started)
{
    /// <summary>Keys, and with a dot at the end all below one.</summary>
    private static readonly string[] Reloadable =
    [
        "permissions.", "logging.level",
        "bridging.chats_at_login", "bridging.messages_at_login", "bridging.most_chats_at_login", "bridging.most_messages_at_login", "bridging.new_rooms_in_ten_minutes",
        "bridging.live_location_seconds",
        "media.max_file_mb.", "media.wait_seconds", "media.memory_mb", "media.max_megapixels", "media.max_transcode_seconds",
    ];

    private volatile ConfigurationFile _read = started;

    public ConfigurationFile Started { get; } = started;

    /// <summary>As it was read last.</summary>
    public ConfigurationFile Read => _read;

    /// <summary>What counts, by full keys.</summary>
    public IReadOnlyDictionary<string, ScalarNode> Values => ConfigurationKeys.Flatten(Started.Root).Where(entry => !IsReloadable(entry.Key))
        .Concat(ConfigurationKeys.Flatten(_read.Root).Where(entry => IsReloadable(entry.Key)))
        .ToDictionary(StringComparer.Ordinal);

    public void Replace(ConfigurationFile read) => _read = read;

    public static bool IsReloadable(string key) => Reloadable.Any(known => known.EndsWith('.') ? key.StartsWith(known, StringComparison.Ordinal) : key == known);
}
