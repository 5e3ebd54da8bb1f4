namespace Bridges.Telegram.Options;

/// <summary>The kinds of proxy that TDLib can use.</summary>
public enum ProxyKind
{
    Socks5,

    /// <summary>A proxy that allows <c>CONNECT</c>.</summary>
    Http,

    /// <summary>Telegram's own kind of proxy.</summary>
    Mtproto,
}
