using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>Reads WhatsApp's markup (<c>*bold*</c>, <c>_italic_</c>, <c>~struck~</c>, code, quotes) and its mentions into neutral text.</summary>
internal static class WhatsAppTextReader
{
    private const int LongestFormatted = 70_000;

    /// <param name="mentions">What stands in the text for a person (<c>@49…</c>), whom it means, and what to call them.</param>
    public static RichText Read(string text, IReadOnlyList<(string Token, RemoteUserId User, string Name)> mentions, bool everyone)
    {
        if (text.Length > LongestFormatted)
        {
            return RichText.Plain(text);
        }

        var builder = new MarkupBuilder();
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (index > 0)
            {
                builder.Append('\n');
            }

            if (lines[index].StartsWith("```", StringComparison.Ordinal) || lines[index].Contains("```", StringComparison.Ordinal))
            {
                index = ReadCode(lines, index, builder, mentions, everyone);
            }
            else if (lines[index].StartsWith("> ", StringComparison.Ordinal))
            {
                var start = builder.Length;
                for (; index < lines.Length && lines[index].StartsWith("> ", StringComparison.Ordinal); index++)
                {
                    if (builder.Length > start)
                    {
                        builder.Append('\n');
                    }

                    InlineReader.Read(lines[index][2..], builder, mentions, everyone);
                }

                builder.Mark(start, new TextStyle.Quote());
                index--;
            }
            else
            {
                InlineReader.Read(lines[index], builder, mentions, everyone);
            }
        }

        return builder.Build();
    }

    /// <summary>Monospaced text stands between three backquotes and may go over many lines.</summary>
    private static int ReadCode(
        string[] lines, int index, MarkupBuilder builder, IReadOnlyList<(string Token, RemoteUserId User, string Name)> mentions, bool everyone)
    {
        var rest = string.Join('\n', lines[index..]);
        var open = rest.IndexOf("```", StringComparison.Ordinal);
        var close = rest.IndexOf("```", open + 3, StringComparison.Ordinal);
        if (close <= open + 3)
        {
            InlineReader.Read(lines[index], builder, mentions, everyone);
            return index;
        }

        InlineReader.Read(rest[..open], builder, mentions, everyone);
        var code = rest[(open + 3)..close];
        var start = builder.Length;
        builder.Append(code.Contains('\n', StringComparison.Ordinal) ? code.Trim('\n') : code);
        builder.Mark(start, code.Contains('\n', StringComparison.Ordinal) ? new TextStyle.CodeBlock() : new TextStyle.Code());
        var after = rest[(close + 3)..];
        var end = after.IndexOf('\n', StringComparison.Ordinal);
        InlineReader.Read(end < 0 ? after : after[..end], builder, mentions, everyone);
        return index + rest[..(close + 3)].Count(character => character == '\n');
    }
}
