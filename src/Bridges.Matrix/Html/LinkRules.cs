using System.Diagnostics.CodeAnalysis;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>Which links are let through, and which of them name a user.</summary>
internal static class LinkRules
{
    private const string MatrixTo = "https://matrix.to/#/";
    private const string MatrixUser = "matrix:u/";

    /// <summary>Those of the specification, and those that people send each other; none that a client would run.</summary>
    private static readonly string[] Schemes =
    [
        "http:", "https:", "ftp:", "ftps:", "sftp:", "mailto:", "magnet:", "tel:", "sms:", "sip:", "sips:", "xmpp:", "irc:", "ircs:", "geo:", "bitcoin:", "ipfs:", "gemini:",
        "gopher:", "nostr:", "tg:", "ton:", "matrix:", "whatsapp:", "sgnl:", "signal:", "news:", "callto:", "facetime:", "ssh:", "git:", "webcal:", "steam:", "spotify:",
    ];

    /// <summary>Null: the link is to be shown as plain text.</summary>
    public static TextStyle? StyleOf(string? href)
    {
        // As browsers do it.
        var target = href?.Trim().Replace(" ", "%20", StringComparison.Ordinal);
        if (!IsAllowed(target))
        {
            return null;
        }

        return UserOf(target) is { } user ? new MatrixUserMention(user) : new TextStyle.Link(target);
    }

    public static bool IsAllowed([NotNullWhen(true)] string? url)
    {
        if (url is not { Length: > 0 and <= HtmlLimits.LinkLength } || !Schemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        foreach (var character in url)
        {
            if (char.IsControl(character) || char.IsWhiteSpace(character) || IsInvisible(character))
            {
                return false;
            }
        }

        return Uri.TryCreate(url, UriKind.Absolute, out _);
    }

    public static string ToUrl(UserId user) => MatrixTo + Uri.EscapeDataString(user.Value).Replace("%40", "@", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal);

    // Direction controls and zero-width characters make an address look like another one.
    public static bool IsInvisible(char character) => character is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F');

    private static UserId? UserOf(string url)
    {
        var id = url.StartsWith(MatrixTo, StringComparison.OrdinalIgnoreCase) ? Unescape(url[MatrixTo.Length..])
            : url.StartsWith(MatrixUser, StringComparison.OrdinalIgnoreCase) ? "@" + Unescape(url[MatrixUser.Length..])
            : null;
        return UserId.TryParse(id, out var user) ? user : null;
    }

    private static string Unescape(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('?', '/');
        return Uri.UnescapeDataString(end < 0 ? rest : rest[..end]);
    }
}
