using System.Globalization;
using System.Text;

namespace Bridges.Core.Ghosts;

/// <summary>What a name looks like, so that two that look alike are told to be (after Unicode Technical Standard 39, for the letters that matter here).</summary>
internal static class NameSkeleton
{
    // Cyrillic, Greek, accented letters and digits that pass for Latin letters. Written out: without ICU a text cannot be decomposed.
    private const string LookAlikes = "аaвbеeѕsіiїiјjкkмmнhоoрpсcтtуyхxԁdɡgһhӏlзzοoαaεeιiκkνvρpτtυuχxβbγyɩiıiɪiʀrɢg0o1l3e5s|lǀlℓlᴅdᴇeꜱsʙbéeèeêeëeēeĕeėeęeěeíiìiîiïiĭiīiĩiįiǵgĝgğgģgďdđdśsŝsşsšsŕrřrḃb";

    private static readonly Dictionary<char, char> _latin = Enumerable.Range(0, LookAlikes.Length / 2)
        .DistinctBy(i => LookAlikes[2 * i]).ToDictionary(i => LookAlikes[2 * i], i => LookAlikes[(2 * i) + 1]);

    /// <summary>Whether anything of it can be seen.</summary>
    public static bool IsVisible(string name) => name.EnumerateRunes().Any(IsVisible);

    /// <summary>Letters and digits alone, in one case, those that look alike the same.</summary>
    public static string Of(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in Normalize(name).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && IsVisible(rune))
            {
                skeleton.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        for (var i = 0; i < skeleton.Length; i++)
        {
            skeleton[i] = _latin.GetValueOrDefault(skeleton[i], skeleton[i]);
        }

        // A capital i and a small L look alike in most fonts.
        return skeleton.Replace('l', 'i').ToString();
    }

    private static string Normalize(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half a character; it is shown as a box, and taken for nothing else.
            return name;
        }
    }

    private static bool IsVisible(Rune rune) => rune.Value switch
    {
        // Letters and symbols by their category, blanks by their looks: Hangul fillers, the empty Braille pattern.
        0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or 0x17B4 or 0x17B5 => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark),
    };
}
