using System.Text.RegularExpressions;

namespace Bridges.Host.Configuration;

/// <summary>
/// What people mistype in YAML, in plain words: a scanner notices it lines later, and speaks of its own workings. Asked only of a text that is no YAML;
/// knows keys in lines of their own, and gives up where there is more than those. What it says holds names of keys, and never a value.
/// </summary>
internal static partial class YamlSlips
{
    /// <summary>The first slip up to and with a line, both counted from 1; null where it is none of those known here.</summary>
    public static (int Line, string Message)? Find(string text, long lastLine)
    {
        var open = new Stack<OpenKey>();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Take((int)Math.Max(0, lastLine)))
        {
            number++;
            var content = line.Trim();
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            if (KeyPattern().Match(content) is not { Success: true } match)
            {
                return JudgeStrange(content, open) is { } strange ? (number, strange) : null;
            }

            var value = match.Groups["value"].Value;
            var key = new OpenKey(line.Length - line.TrimStart(' ').Length, match.Groups["key"].Value, number, value.Length > 0 && value[0] != '#');
            if (JudgePlace(key, open) is { } misplaced)
            {
                return (number, misplaced);
            }

            if (value is [var quote and ('\'' or '"'), ..] && value.IndexOf(quote, 1) < 0)
            {
                return (number, $"the quote {quote} that begins the value of '{key.Name}' is not closed.");
            }

            if (value is ['{' or '[' or '|' or '>', ..] && value[^1] is not ('}' or ']'))
            {
                return null;
            }
        }

        return null;
    }

    private static string? JudgeStrange(string content, Stack<OpenKey> open) =>
        TightKeyPattern().Match(content) is { Success: true } tight ? $"a blank is missing behind the colon of '{tight.Groups["key"].Value}'."
        : content is ['-', ' ', ..] && open.TryPeek(out var above) && above.HasValue ? "begins with '-', as items of a list do, and stands among keys with values. Write it as they are written."
        : null;

    /// <summary>Notes a key at its place, unless none can stand there.</summary>
    private static string? JudgePlace(OpenKey key, Stack<OpenKey> open)
    {
        var isBack = false;
        while (open.TryPeek(out var inner) && inner.Indentation > key.Indentation)
        {
            open.Pop();
            isBack = true;
        }

        if (open.TryPeek(out var beside) && beside.Indentation == key.Indentation)
        {
            open.Pop();
        }
        else if (isBack)
        {
            return $"'{key.Name}' begins in another column than the keys above it: those of one section begin exactly below each other.";
        }
        else if (beside is { HasValue: true })
        {
            return $"'{key.Name}' is indented more than '{beside.Name}' in line {beside.Line}, which has a value already: keys of one section begin exactly below each other.";
        }

        open.Push(key);
        return null;
    }

    private sealed record OpenKey(int Indentation, string Name, int Line, bool HasValue);

    [GeneratedRegex("""\A["']?(?<key>[^"':#\s-][^"'#]*?)["']?:(?:\s+(?<value>.*))?\z""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\A(?<key>[a-z_]+):\S", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TightKeyPattern();
}
