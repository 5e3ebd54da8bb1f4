namespace Bridges.Telegram.Options;

/// <summary>A proxy between the bridge and Telegram.</summary>
public sealed class ProxyOptions
{
    /// <summary>Default: <see cref="ProxyKind.Socks5"/>.</summary>
    public ProxyKind Type { get; set; } = ProxyKind.Socks5;

    /// <summary>Name or address. Required.</summary>
    public string? Server { get; set; }

    /// <summary>1 to 65535. Required.</summary>
    public int? Port { get; set; }

    /// <summary>For socks5 and http; default: none.</summary>
    public string? Username { get; set; }

    /// <summary>For socks5 and http; default: none.</summary>
    public string? Password { get; set; }

    /// <summary>For mtproto: the proxy's secret in hexadecimal or base64. Required there.</summary>
    public string? Secret { get; set; }
}
