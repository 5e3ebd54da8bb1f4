using System.Text;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// The two bodies of a message, within what an event holds. A text that arrives without its longest links is worth more than one that
/// does not arrive: what takes the most room for the least goes first.
/// </summary>
internal static class FittingBodies
{
    /// <summary>An event has 65,536 bytes, of which the homeserver and other fields take some.</summary>
    private const int MostBytes = 56 * 1024;

    private static readonly int[] ShorterLinks = [1024, 256, 64];

    public static (string Body, string? FormattedBody) Write(RichText text)
    {
        var (body, html) = (PlainBody.Write(text), HtmlWriter.Write(text));
        if (html is null || Fits(body, html))
        {
            return (body, html);
        }

        body = PlainBody.Write(text, withAddresses: false);
        foreach (var longest in ShorterLinks)
        {
            if (html is null || Fits(body, html))
            {
                return (body, html);
            }

            html = HtmlWriter.Write(text with { Spans = [.. text.Spans.Where(span => span.Style is not TextStyle.Link { Url.Length: var length } || length <= longest)] });
        }

        return (body, html is null || Fits(body, html) ? html : null);
    }

    private static bool Fits(string body, string html) => JsonBytes(body) + JsonBytes(html) <= MostBytes;

    // As homeservers count: UTF-8, with a backslash before some signs.
    private static int JsonBytes(string text) => Encoding.UTF8.GetByteCount(text) + text.Count(static character => character is '"' or '\\' or '\n' or '\r' or '\t');
}
