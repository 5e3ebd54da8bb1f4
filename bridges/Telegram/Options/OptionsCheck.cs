using Bridges.Abstractions;

namespace Bridges.Telegram.Options;

/// <summary>Refuses options that cannot work, in words that say what to do.</summary>
internal static class OptionsCheck
{
    private const int HashLength = 32;

    private const string WhereToGetThem =
        "Log in at https://my.telegram.org/apps, create an application, and copy its api_id and api_hash into the configuration.";

    /// <exception cref="ModuleConfigurationException">An option cannot work.</exception>
    public static void ThrowIfUnusable(TelegramOptions options)
    {
        Require(options.ApiId is not null, "api_id", $"is missing. {WhereToGetThem}");
        Require(options.ApiId > 0, "api_id", $"must be a positive number. {WhereToGetThem}");
        Require(!string.IsNullOrWhiteSpace(options.ApiHash), "api_hash", $"is missing. {WhereToGetThem}");
        Require(IsHash(options.ApiHash!.Trim()), "api_hash", $"must have {HashLength} characters of 0 to 9 and a to f. {WhereToGetThem}");
        Require(!string.IsNullOrWhiteSpace(options.DeviceModel), "device_model", "must not be empty.");
        Require(options.MaxMembers is >= 1 and <= 10_000, "max_members", "must be between 1 and 10000.");
        Require(options.MessageLengthMax is null or (>= 64 and <= 4096), "message_length_max", "must be between 64 and 4096; leave it out for as much as Telegram takes.");
        Require(options.MemoryLimitMb is 0 or >= 128, "memory_limit_mb", "must be 0 (no limit) or at least 128; the library alone needs that much.");
        if (options.Proxy is { } proxy)
        {
            Check(proxy);
        }
    }

    private static bool IsHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigit);

    private static void Check(ProxyOptions proxy)
    {
        Require(!string.IsNullOrWhiteSpace(proxy.Server), "proxy.server", "is missing: the name or address of the proxy.");
        Require(proxy.Port is > 0 and <= 65535, "proxy.port", "must be between 1 and 65535.");
        Require(
            proxy.Type != ProxyKind.Mtproto || !string.IsNullOrWhiteSpace(proxy.Secret),
            "proxy.secret",
            "is missing: an mtproto proxy is used with the secret from its link.");
    }

    private static void Require(bool condition, string key, string problem)
    {
        if (!condition)
        {
            throw new ModuleConfigurationException(key, problem);
        }
    }
}
