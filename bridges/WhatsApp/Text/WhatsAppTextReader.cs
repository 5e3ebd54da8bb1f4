using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>Reads WhatsApp's markup (<c>*bold*</c>, <c>_italic_</c>, <c>~struck~</c>, code, quotes) and its mentions into neutral text.</summary>
internal sealed class WhatsAppTextReader
{
    private const int LongestFormatted = 70_000;
    private const string Fence = "```";
    private const string QuoteMark = "> ";

    private readonly string _text;
    private readonly MarkupBuilder _builder = new();
    private readonly InlineReader _inline;

    private WhatsAppTextReader(string text, WrittenMentions mentions)
    {
        _text = text;
        _inline = new InlineReader(_builder, mentions);
    }

    /// <param name="mentions">What stands in the text for a person (<c>@49…</c>), whom it means, and what to call them.</param>
    public static RichText Read(string text, IReadOnlyList<(string Token, RemoteUserId User, string Name)> mentions, bool everyone) =>
        text.Length > LongestFormatted ? RichText.Plain(text) : new WhatsAppTextReader(text, new WrittenMentions(mentions, everyone)).Read();

    private RichText Read()
    {
        for (var line = 0; line <= _text.Length;)
        {
            if (line > 0)
            {
                _builder.Append('\n');
            }

            line = IsQuote(line) ? ReadQuote(line) : ReadLine(line);
        }

        return _builder.Build();
    }

    private bool IsQuote(int line) => string.CompareOrdinal(_text, line, QuoteMark, 0, QuoteMark.Length) == 0;

    /// <returns>Where the line behind the quote begins, past the end of the text where there is none. As of each reading here.</returns>
    private int ReadQuote(int line)
    {
        var start = _builder.Length;
        while (line <= _text.Length && IsQuote(line))
        {
            if (_builder.Length > start)
            {
                _builder.Append('\n');
            }

            line = ReadLine(line + QuoteMark.Length);
        }

        _builder.Mark(start, new TextStyle.Quote());
        return line;
    }

    /// <summary>Monospaced text stands between three backquotes and may go over many lines: what follows on its last line belongs to the line.</summary>
    private int ReadLine(int line)
    {
        var end = EndOf(line);
        for (var from = line; ;)
        {
            if (CodeIn(from, end) is not var (open, close))
            {
                _inline.Read(_text[from..end]);
                return end + 1;
            }

            _inline.Read(_text[from..open]);
            ReadCode(_text[(open + Fence.Length)..close]);
            from = close + Fence.Length;
            end = EndOf(from);
        }
    }

    private void ReadCode(string code)
    {
        var start = _builder.Length;
        var isBlock = code.Contains('\n', StringComparison.Ordinal);
        _builder.Append(isBlock ? code.Trim('\n') : code);
        _builder.Mark(start, isBlock ? new TextStyle.CodeBlock() : new TextStyle.Code());
    }

    /// <summary>The first monospaced text that begins between two places. One of nothing is none.</summary>
    private (int Open, int Close)? CodeIn(int from, int end)
    {
        var open = _text.IndexOf(Fence, from, end - from, StringComparison.Ordinal);
        while (open >= 0 && _text.IndexOf(Fence, open + Fence.Length, StringComparison.Ordinal) is >= 0 and var close)
        {
            if (close > open + Fence.Length)
            {
                return (open, close);
            }

            open = _text.IndexOf(Fence, close, end - close, StringComparison.Ordinal);
        }

        return null;
    }

    private int EndOf(int line) => _text.IndexOf('\n', line) is >= 0 and var end ? end : _text.Length;
}
