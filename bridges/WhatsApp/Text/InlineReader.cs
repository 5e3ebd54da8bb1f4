using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>Reads one line's markup: a mark counts where it opens before a word and closes after one, as in WhatsApp's apps.</summary>
internal static class InlineReader
{
    private const int DeepestNesting = 8;

    public static void Read(string line, MarkupBuilder builder, IReadOnlyList<(string Token, RemoteUserId User, string Name)> mentions, bool everyone, int depth = 0)
    {
        var addresses = WrittenLinks.EndsIn(line);
        for (var index = 0; index < line.Length;)
        {
            if (addresses[index] is > 0 and var behind)
            {
                builder.Append(line[index..behind]);
                index = behind;
            }
            else if (line[index] == '@' && ReadMention(line, index, builder, mentions, everyone) is > 0 and var length)
            {
                index += length;
            }
            else if (line[index] == '`' && Closing(line, index, '`', addresses) is > 0 and var end)
            {
                var start = builder.Length;
                builder.Append(line[(index + 1)..end]);
                builder.Mark(start, new TextStyle.Code());
                index = end + 1;
            }
            else if (depth < DeepestNesting && Style(line[index]) is { } style && Closing(line, index, line[index], addresses) is > 0 and var close)
            {
                var start = builder.Length;
                Read(line[(index + 1)..close], builder, mentions, everyone, depth + 1);
                builder.Mark(start, style);
                index = close + 1;
            }
            else
            {
                builder.Append(line[index++]);
            }
        }
    }

    private static TextStyle? Style(char mark) => mark switch
    {
        '*' => new TextStyle.Bold(),
        '_' => new TextStyle.Italic(),
        '~' => new TextStyle.Strikethrough(),
        _ => null,
    };

    /// <returns>Where the mark closes; 0 where it is no mark.</returns>
    private static int Closing(string line, int open, char mark, int[] addresses)
    {
        var opens = open + 1 < line.Length && !char.IsWhiteSpace(line[open + 1]) && line[open + 1] != mark
            && (open == 0 || !char.IsLetterOrDigit(line[open - 1]));
        for (var end = opens ? line.IndexOf(mark, open + 2) : -1; end > 0; end = line.IndexOf(mark, Math.Max(end + 1, addresses[end])))
        {
            if (!char.IsWhiteSpace(line[end - 1]) && (end + 1 == line.Length || !char.IsLetterOrDigit(line[end + 1])) && addresses[end] == 0)
            {
                return end;
            }
        }

        return 0;
    }

    private static int ReadMention(string line, int index, MarkupBuilder builder, IReadOnlyList<(string Token, RemoteUserId User, string Name)> mentions, bool everyone)
    {
        foreach (var (token, user, name) in mentions)
        {
            if (string.CompareOrdinal(line, index, token, 0, token.Length) == 0
                && (index + token.Length == line.Length || !char.IsAsciiDigit(line[index + token.Length])))
            {
                var start = builder.Length;
                builder.Append($"@{name}");
                builder.Mark(start, new TextStyle.Mention(user));
                return token.Length;
            }
        }

        foreach (var all in everyone ? ["@all", "@everyone"] : Array.Empty<string>())
        {
            if (string.Compare(line, index, all, 0, all.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                var start = builder.Length;
                builder.Append(all);
                builder.Mark(start, new TextStyle.MentionEveryone());
                return all.Length;
            }
        }

        return 0;
    }
}
