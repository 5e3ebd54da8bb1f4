namespace Bridges.WhatsApp.Text;

/// <summary>Addresses that are written out: what looks like a mark in one is a part of it.</summary>
internal static class WrittenLinks
{
    private static readonly string[] Beginnings = ["https://", "http://", "www."];

    /// <summary>For each character of an address where that ends; 0 for all others.</summary>
    public static int[] EndsIn(string line)
    {
        var ends = new int[line.Length];
        for (var start = 0; start < line.Length; start++)
        {
            if (EndOf(line, start) is > 0 and var end)
            {
                Array.Fill(ends, end, start, end - start);
                start = end;
            }
        }

        return ends;
    }

    private static int EndOf(string line, int start)
    {
        if ((start > 0 && char.IsLetterOrDigit(line[start - 1])) || !Array.Exists(Beginnings, beginning => string.Compare(line, start, beginning, 0, beginning.Length, StringComparison.OrdinalIgnoreCase) == 0))
        {
            return 0;
        }

        var end = start;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
        {
            end++;
        }

        // What ends a sentence, or the marks around it, is none of it.
        while (!char.IsLetterOrDigit(line[end - 1]) && line[end - 1] is not ('/' or '=' or '&' or '#' or '-'))
        {
            end--;
        }

        return end;
    }
}
