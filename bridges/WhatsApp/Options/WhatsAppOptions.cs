namespace Bridges.WhatsApp;

/// <summary>The module's section of the configuration.</summary>
public sealed class WhatsAppOptions
{
    /// <summary>Of a SOCKS proxy's address.</summary>
    internal const string SocksScheme = "socks5";

    /// <summary>
    /// Path of Node.js, 24 or newer. Default: the one beside the program (<c>node/node</c>), else <c>node</c> from <c>PATH</c>.
    /// </summary>
    public string? NodePath { get; set; }

    /// <summary>What WhatsApp shows under Linked devices. Default: <c>Bridges</c>.</summary>
    public string DeviceName { get; set; } = "Bridges";

    /// <summary>The web version to announce, such as <c>2.3000.1043857760</c>, where WhatsApp refuses the built-in one as outdated. Default: the built-in one.</summary>
    public string? WebVersion { get; set; }

    /// <summary>
    /// A proxy for every connection to WhatsApp: <c>http://USER:PASSWORD@HOST:PORT</c>, where it allows <c>CONNECT</c>, or <c>socks5://…</c>. Default: none.
    /// </summary>
    public string? Proxy { get; set; }

    /// <summary>Show people by the name in the address book of whoever saw them first, for servers with one user. Default: false, the name they gave themselves.</summary>
    public bool ContactNames { get; set; }

    /// <summary>Bridge status posts, into one room that only the account's user is in. Default: false.</summary>
    public bool StatusPosts { get; set; }

    /// <summary>What the account's user writes into that room is posted as a status, for the people in the account's address book. Default: false.</summary>
    public bool PostStatus { get; set; }

    /// <summary>Memory in MiB over which the engine is restarted; 0: no limit. Default: 1024.</summary>
    public int MemoryLimitMb { get; set; } = 1024;
}
