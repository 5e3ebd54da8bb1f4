namespace Bridges.Host.Cli;

/// <summary>Prints rows in aligned columns.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static async Task WriteAsync(TextWriter output, string[] headings, IReadOnlyList<string[]> rows, string textForNone)
    {
        if (rows.Count == 0)
        {
            await output.WriteLineAsync(textForNone);
            return;
        }

        string[][] lines = [headings, .. rows.Select(row => row.Select(OneLine).ToArray())];
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            await output.WriteLineAsync(string.Join(Gap, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    // Names come from networks: a control character must not reach the terminal.
    private static string OneLine(string cell) => string.Concat(cell.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
