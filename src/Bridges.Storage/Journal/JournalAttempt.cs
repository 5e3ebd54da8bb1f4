using System.Globalization;

namespace Bridges.Storage;

/// <summary>Something that was done with a row and did not end it.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Outcome">What came of it, in plain words.</param>
public sealed record JournalAttempt(long At, string Outcome)
{
    internal const string BroughtBack = "Brought back to be tried anew.";

    private const int LongestOutcome = 200;

    /// <summary>As a line of the log that stands in the row.</summary>
    internal static string Line(long at, string outcome)
    {
        var text = outcome.ReplaceLineEndings(" ").Trim();
        return string.Create(CultureInfo.InvariantCulture, $"@{at} {(text.Length > LongestOutcome ? text[..LongestOutcome] + " …" : text)}\n");
    }

    /// <summary>What stands in a row, oldest first. A line that was cut, as the log is kept short, is left out.</summary>
    internal static IReadOnlyList<JournalAttempt> Read(string? log) => string.IsNullOrEmpty(log) ? [] :
    [
        .. log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Where(parts => parts is [['@', .. var at], _] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(parts => new JournalAttempt(long.Parse(parts[0].AsSpan(1), CultureInfo.InvariantCulture), parts[1])),
    ];
}
