using System.Text.RegularExpressions;
using Bridges.Abstractions;

namespace Bridges.WhatsApp;

/// <summary>Refuses options that cannot work, in words that say what to do.</summary>
internal static partial class OptionsCheck
{
    /// <exception cref="ModuleConfigurationException">An option cannot work.</exception>
    public static void ThrowIfUnusable(WhatsAppOptions options)
    {
        Require(!string.IsNullOrWhiteSpace(options.DeviceName), "device_name", "must not be empty.");
        Require(options.NodePath is null || File.Exists(options.NodePath), "node_path", $"names no file: {options.NodePath}.");
        Require(options.WebVersion is null || Version().IsMatch(options.WebVersion), "web_version", "must be three numbers with dots, such as 2.3000.1043857760.");
        Require(options.Proxy is null || IsProxy(options.Proxy), "proxy", "must be the address of an HTTP or SOCKS 5 proxy, such as http://127.0.0.1:3128 or socks5://127.0.0.1:1080.");
        Require(options.StatusPosts || !options.PostStatus, "post_status", "needs status_posts, as what is posted is written into the room of the status posts.");
        Require(options.MemoryLimitMb is 0 or >= 192, "memory_limit_mb", "must be 0 (no limit) or at least 192; the library alone needs that much.");
    }

    private static bool IsProxy(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Host.Length: > 0 }
        && (uri is { Scheme: "http" or "https", PathAndQuery: "/" } or { Scheme: WhatsAppOptions.SocksScheme, Port: > 0, PathAndQuery: "" or "/" });

    [GeneratedRegex(@"^\d{1,4}\.\d{1,6}\.\d{1,12}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    private static void Require(bool condition, string key, string problem)
    {
        if (!condition)
        {
            throw new ModuleConfigurationException(key, problem);
        }
    }
}
