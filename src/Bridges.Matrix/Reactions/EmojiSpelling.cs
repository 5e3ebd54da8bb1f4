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

    /// <summary>The spelling that is compared.</summary>
    public static string Bare(string emoji) =>
        emoji.Contains(ColouredPicture, StringComparison.Ordinal) ? emoji.Replace("\uFE0F", "", StringComparison.Ordinal) : emoji;

    public static bool AreSame(string one, string other) => string.Equals(Bare(one), Bare(other), StringComparison.Ordinal);

    /// <summary>The spelling of Matrix clients; what is no emoji stays as it is.</summary>
    public static string ForMatrix(string emoji)
    {
        var runes = Bare(emoji).EnumerateRunes().ToArray();
        if (runes is [var single])
        {
            return EmojiVariations.HasBothForms(single.Value) ? $"{single}{ColouredPicture}" : emoji;
        }

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
