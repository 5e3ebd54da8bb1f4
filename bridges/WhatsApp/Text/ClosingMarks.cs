namespace Bridges.WhatsApp.Text;

/// <summary>
/// Where the marks of one line close. Whether a mark can close does not depend on which one opened: once none was found, none is looked for
/// again, so that a line full of marks that never close is gone through once.
/// </summary>
/// <param name="addresses">Of <see cref="WrittenLinks"/>: a mark in an address is none.</param>
internal sealed class ClosingMarks(string line, int[] addresses)
{
    private readonly HashSet<char> _spent = [];

    /// <summary>How many characters were looked at so far.</summary>
    public int Looked { get; private set; }

    /// <returns>Where the mark that stands at this place closes; 0 where it is no mark.</returns>
    public int Of(int open)
    {
        var mark = line[open];
        if (!Opens(open) || _spent.Contains(mark))
        {
            return 0;
        }

        for (var end = open + 2; end < line.Length; end++)
        {
            Looked++;
            if (line[end] == mark && Closes(end))
            {
                return end;
            }
        }

        _spent.Add(mark);
        return 0;
    }

    private bool Opens(int at) =>
        at + 1 < line.Length && !char.IsWhiteSpace(line[at + 1]) && line[at + 1] != line[at] && (at == 0 || !char.IsLetterOrDigit(line[at - 1]));

    private bool Closes(int at) =>
        addresses[at] == 0 && !char.IsWhiteSpace(line[at - 1]) && (at + 1 == line.Length || !char.IsLetterOrDigit(line[at + 1]));
}
