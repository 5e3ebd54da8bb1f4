using System.Net;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>Matrix HTML (<c>org.matrix.custom.html</c>) and neutral rich text.</summary>
public static class MatrixHtml
{
    /// <summary>
    /// Reads HTML of any quality; never throws. Lists, tables and headings become lines of text; links to users become
    /// <see cref="MatrixUserMention"/>; a reply's quoted fallback and scripts are dropped; links of odd schemes are mere text.
    /// </summary>
    public static RichText ToRichText(string html)
    {
        var readable = Surrogates.Repair(html.Length > HtmlLimits.InputLength ? html[..HtmlLimits.InputLength] : html);
        using var reader = new HtmlReader(readable);
        return BidiBalance.Apply(reader.Read());
    }

    /// <summary>Writes HTML whose tags are properly nested, and the plain text to go with it.</summary>
    /// <param name="text">Any rich text; spans that lie outside of the text are cut.</param>
    /// <param name="resolveMention">The Matrix user who stands for a person of the network, and their name; null: unknown, the text stays as it is.</param>
    public static FormattedText FromRichText(RichText text, Func<RemoteUserId, (UserId User, string Name)?> resolveMention)
    {
        // Not every database and client survives a NUL.
        var sound = SpanRules.Apply(text with { Text = Surrogates.Repair(text.Text).Replace('\0', '\uFFFD') });
        var named = BidiBalance.Apply(MentionNames.Apply(SpokenLinks.Apply(sound), resolveMention));
        var mentioned = named.Spans.Select(static span => span.Style).OfType<MatrixUserMention>().Select(static mention => mention.User).Distinct();
        var (body, html) = FittingBodies.Write(named);
        return new FormattedText(body, html, [.. mentioned.Where(user => html is null || Names(html, user))]);
    }

    // Of too many styles on one character some are left out: it rings for nobody who is not named.
    private static bool Names(string html, UserId user) => html.Contains(WebUtility.HtmlEncode(LinkRules.ToUrl(user)), StringComparison.Ordinal);
}
