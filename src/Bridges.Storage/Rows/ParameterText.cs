using System.Buffers;
using System.Text;

namespace Bridges.Storage;

/// <summary>
/// Texts as both engines keep them. Networks and homeservers send what is no text: NUL, which PostgreSQL refuses, and
/// halves of surrogate pairs, which have no UTF-8. Both become U+FFFD, in values and in keys that are looked up alike.
/// </summary>
internal static class ParameterText
{
    private const char Nul = '\0';
    private const char FirstSurrogate = '\uD800';
    private const char LastSurrogate = '\uDFFF';

    private static readonly SearchValues<char> _suspects = SearchValues.Create(
        [Nul, .. Enumerable.Range(FirstSurrogate, LastSurrogate - FirstSurrogate + 1).Select(code => (char)code)]);

    public static string Storable(string text)
    {
        if (text.AsSpan().IndexOfAny(_suspects) < 0)
        {
            return text;
        }

        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            storable.Append(rune.Value == Nul ? Rune.ReplacementChar : rune);
        }

        return storable.ToString();
    }
}
