using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>Reads one line's markup: a mark counts where it opens before a word and closes after one, as in WhatsApp's apps.</summary>
internal sealed class InlineReader(MarkupBuilder builder, WrittenMentions mentions)
{
    private const int DeepestNesting = 8;

    public void Read(string line, int depth = 0)
    {
        var addresses = WrittenLinks.EndsIn(line);
        var closings = new ClosingMarks(line, addresses);
        for (var index = 0; index < line.Length;)
        {
            if (addresses[index] is > 0 and var behind)
            {
                builder.Append(line[index..behind]);
                index = behind;
            }
            else if (line[index] == '@' && mentions.Read(line, index, builder) is > 0 and var length)
            {
                index += length;
            }
            else if (line[index] == '`' && closings.Of(index) is > 0 and var end)
            {
                var start = builder.Length;
                builder.Append(line[(index + 1)..end]);
                builder.Mark(start, new TextStyle.Code());
                index = end + 1;
            }
            else if (depth < DeepestNesting && Style(line[index]) is { } style && closings.Of(index) is > 0 and var close)
            {
                var start = builder.Length;
                Read(line[(index + 1)..close], depth + 1);
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
}
