using System.Globalization;
using System.Text;

namespace Bridges.Matrix;

/// <summary>
/// One emoji has several spellings: with U+FE0F, which asks for a coloured picture, and without. They are compared without, and written
/// for Matrix as its clients do ("Annotating events"), so that reactions from both sides are counted together.
/// </summary>
public static class EmojiSpelling
{
    private const char ColouredPicture = '\uFE0F';
    private const int Keycap = 0x20E3;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The spelling that is compared.</summary>
    public static string Bare(string emoji) =>
        emoji.Contains(ColouredPicture, StringComparison.Ordinal) ? emoji.Replace("\uFE0F", "", StringComparison.Ordinal) : emoji;

    public static bool AreSame(string one, string other) => string.Equals(Bare(one), Bare(other), StringComparison.Ordinal);

    /// <summary>Whether it is made of pictures alone: neither of letters, digits, punctuation nor blanks. A keycap (1️⃣) is one.</summary>
    public static bool IsOne(string text)
    {
        var runes = Bare(text).EnumerateRunes().ToArray();
        return runes.Length > 0 && Enumerable.Range(0, runes.Length).All(index => IsPicture(runes[index]) || (index + 1 < runes.Length && runes[index + 1].Value == Keycap));
    }

    private static bool IsPicture(Rune rune) => rune.Value is ZeroWidthJoiner or Keycap or >= 0x1F000 and < 0x20000 or >= 0xE0020 and < 0xE0080
        || EmojiVariations.IsTextByDefault(rune.Value) || EmojiVariations.HasBothForms(rune.Value) || (rune.Value is >= 0x2000 and < 0x3000 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol);

    /// <summary>The spelling of Matrix clients; what is no emoji stays as it is.</summary>
    public static string ForMatrix(string emoji)
    {
        return Bare(emoji).EnumerateRunes().ToArray() is [var single]
            ? EmojiVariations.HasBothForms(single.Value) ? $"{single}{ColouredPicture}" : emoji
            : Complete(emoji);
    }

    /// <summary>The one that Unicode calls fully qualified: with U+FE0F where a character would be a letter's like without it, and nowhere else.</summary>
    public static string Complete(string emoji)
    {
        var runes = Bare(emoji).EnumerateRunes().ToArray();
        var spelled = new StringBuilder(emoji.Length + 2);
        for (var index = 0; index < runes.Length; index++)
        {
            spelled.Append(runes[index]);
            var next = index + 1 < runes.Length ? runes[index + 1].Value : 0;
            // A skin tone asks for the picture by itself; a keycap makes an emoji of a digit.
            if (next == Keycap || (EmojiVariations.IsTextByDefault(runes[index].Value) && next is not (>= 0x1F3FB and <= 0x1F3FF)))
            {
                spelled.Append(ColouredPicture);
            }
        }

        return spelled.ToString();
    }
}
