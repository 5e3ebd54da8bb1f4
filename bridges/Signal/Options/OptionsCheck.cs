using Bridges.Abstractions;

namespace Bridges.Signal.Options;

/// <summary>Refuses options that cannot work, in words that say what to do.</summary>
internal static class OptionsCheck
{
    private const int LongestDeviceName = 50;

    /// <exception cref="ModuleConfigurationException">An option cannot work.</exception>
    public static void ThrowIfUnusable(SignalOptions options)
    {
        Require(!string.IsNullOrWhiteSpace(options.DeviceName) && options.DeviceName.Length <= LongestDeviceName, "device_name", "must have 1 to 50 characters.");
        Require(options.MemoryLimitMb is 0 or >= 192, "memory_limit_mb", "must be 0 (no limit) or at least 192; the engine alone needs that much.");
        Require(options.ServiceFile is null || Path.IsPathFullyQualified(options.ServiceFile), "service_file", "must be a full path.");
        Require(options.NodePath is null || Path.IsPathFullyQualified(options.NodePath), "node_path", "must be a full path.");
    }

    private static void Require(bool condition, string key, string problem)
    {
        if (!condition)
        {
            throw new ModuleConfigurationException(key, problem);
        }
    }
}
