using System.Globalization;
using System.Net;

namespace Bridges.Host.Configuration;

/// <summary>Where the HTTP server listens: <c>127.0.0.1:29400</c>, <c>[::1]:29400</c>, <c>localhost:29400</c> or <c>*:29400</c> for every address.</summary>
internal sealed record ListenAddress(string Host, int Port)
{
    /// <summary>The address to bind to, or null where it is a name that stands for this machine (<c>localhost</c>).</summary>
    public IPAddress? Address => Host switch
    {
        "*" => IPAddress.IPv6Any,
        "localhost" => null,
        _ => IPAddress.Parse(Host),
    };

    /// <summary>Whether nothing but programs on this machine (or in this container) reaches it.</summary>
    public bool IsOfThisMachineOnly => Address is not { } address || IPAddress.IsLoopback(address);

    /// <summary>How a program on this machine reaches it.</summary>
    public Uri LocalUrl => new(Host switch
    {
        "*" or "0.0.0.0" => $"http://127.0.0.1:{Port}",
        "::" => $"http://[::1]:{Port}",
        _ => $"http://{this}",
    });

    public static ListenAddress? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            return null;
        }

        var host = text[..colon];
        if (host is "*" or "localhost")
        {
            return new ListenAddress(host, port);
        }

        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        var bare = isBracketed ? host[1..^1] : host;
        return bare.Contains(':') == isBracketed && IPAddress.TryParse(bare, out _) ? new ListenAddress(bare, port) : null;
    }

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
