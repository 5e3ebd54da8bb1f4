using System.Text;

namespace Bridges.Abstractions;

/// <summary>For modules whose network takes no links, or not all of them: what a link leads to is said behind its text, so that nothing that was written is lost.</summary>
public static class SpokenLinks
{
    /// <summary>For networks that have no links behind words: all of them are spoken, but those that lead nowhere.</summary>
    /// <param name="text">As it came from Matrix.</param>
    public static RichText SpeakLinks(this RichText text) => SpeakLinks(text, static url => !Uri.TryCreate(url, UriKind.Absolute, out _));

    /// <summary>Links that the network does not carry lose their style; where their text does not show the address, it follows in brackets.</summary>
    /// <param name="text">As it came from Matrix.</param>
    /// <param name="isCarried">Whether the network can carry a link to this address.</param>
    public static RichText SpeakLinks(this RichText text, Func<string, bool> isCarried)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isCarried);
        var spoken = text.Spans.Where(span => span.Style is TextStyle.Link link && !isCarried(link.Url) && span.Start >= 0 && span.Length > 0 && span.Start <= text.Text.Length - span.Length).ToArray();
        if (spoken.Length == 0)
        {
            return text;
        }

        var said = new StringBuilder();
        var copied = 0;
        var shifts = new List<(int At, int By)>(spoken.Length);
        foreach (var span in spoken.OrderBy(static span => span.End).Where(span => !Shows(text, span)))
        {
            var address = $" ({Bare(((TextStyle.Link)span.Style).Url)})";
            said.Append(text.Text, copied, span.End - copied).Append(address);
            copied = span.End;
            shifts.Add((span.End, address.Length));
        }

        said.Append(text.Text, copied, text.Text.Length - copied);
        return new RichText(said.ToString(), [.. text.Spans.Except(spoken).Select(Move)]);

        // What hides the text of a link hides its address, too: a span that ends where it is said covers it.
        TextSpan Move(TextSpan span)
        {
            var start = span.Start + shifts.Where(shift => shift.At <= span.Start).Sum(static shift => shift.By);
            var end = span.End + shifts.Where(shift => shift.At <= span.End && (shift.At > span.Start || shift.At < span.End)).Sum(static shift => shift.By);
            return span with { Start = start, Length = end - start };
        }
    }

    /// <summary>Whether the words of a link say where it leads: a scheme, a slash at the end, and the blanks of a telephone number may be missing.</summary>
    /// <param name="words">What is shown.</param>
    /// <param name="url">Where it leads.</param>
    public static bool ShowAddress(ReadOnlySpan<char> words, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var address = url.AsSpan(url.IndexOf(':', StringComparison.Ordinal) + 1).Trim('/');
        return words.Contains(address, StringComparison.OrdinalIgnoreCase)
            || (IsNumber(url) && string.Concat(words.ToString().Where(IsOfNumber)).Contains(string.Concat(address.ToString().Where(IsOfNumber)), StringComparison.Ordinal));
    }

    private static bool Shows(RichText text, TextSpan span) => ShowAddress(text.Text.AsSpan(span.Start, span.Length), ((TextStyle.Link)span.Style).Url);

    private static bool IsNumber(string url) => url.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfNumber(char character) => char.IsAsciiDigit(character) || character == '+';

    private static string Bare(string url) =>
        url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || IsNumber(url) ? url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..] : url;
}
