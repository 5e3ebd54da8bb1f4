namespace Bridges.Matrix;

/// <summary>Keeps UTF-16 whole.</summary>
internal static class Surrogates
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces halves of pairs that stand alone; all offsets stay.</summary>
    public static string Repair(string text)
    {
        var broken = FirstBroken(text, 0);
        if (broken < 0)
        {
            return text;
        }

        var repaired = text.ToCharArray();
        for (; broken >= 0; broken = FirstBroken(text, broken + 1))
        {
            repaired[broken] = Replacement;
        }

        return new string(repaired);
    }

    /// <summary>Whether the position lies between the two halves of a pair.</summary>
    public static bool IsInsidePair(string text, int position) =>
        position > 0 && position < text.Length && char.IsSurrogatePair(text[position - 1], text[position]);

    private static int FirstBroken(string text, int from)
    {
        for (var index = from; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                index++;
                continue;
            }

            return index;
        }

        return -1;
    }
}
