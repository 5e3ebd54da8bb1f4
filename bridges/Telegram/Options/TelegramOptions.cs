namespace Bridges.Telegram.Options;

/// <summary>The module's section of the configuration.</summary>
public sealed class TelegramOptions
{
    /// <summary>The application's number, from https://my.telegram.org/apps. Required.</summary>
    public int? ApiId { get; set; }

    /// <summary>The application's secret that belongs to <see cref="ApiId"/>. Required.</summary>
    public string? ApiHash { get; set; }

    /// <summary>
    /// Path of TDLib's shared library. Default: the environment variable <c>BRIDGES_TDJSON</c>, else
    /// <c>engine/libtdjson.so</c> in the module's folder.
    /// </summary>
    public string? TdlibPath { get; set; }

    /// <summary>The proxy for every connection to Telegram. Default: none.</summary>
    public ProxyOptions? Proxy { get; set; }

    /// <summary>What Telegram shows under Settings, Devices. Default: <c>Bridges</c>.</summary>
    public string DeviceModel { get; set; } = "Bridges";

    /// <summary>How many members of a group are shown. Default: 100.</summary>
    public int MaxMembers { get; set; } = 100;

    /// <summary>The longest message in UTF-16 code units; longer ones are split. Default: what Telegram takes from the account, 4096 or more.</summary>
    public int? MessageLengthMax { get; set; }

    /// <summary>Memory in MiB over which the engine is restarted; 0: no limit. Default: 1024.</summary>
    public int MemoryLimitMb { get; set; } = 1024;
}
