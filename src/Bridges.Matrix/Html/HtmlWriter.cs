using System.Text;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Writes rich text as HTML. At every position where a style begins or ends, the tags that are open are compared with those
/// that should be, in one fixed order (blocks outside, code inside); so whatever crosses is split, and tags always nest.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly RichText _text;
    private readonly StringBuilder _html = new();
    private readonly List<StyledRange> _open = [];
    private bool _afterBlock;
    private bool _atLineStart = true;

    // A break or space that is held back: at the end of a block, the block's own end is the break; and a reader counts what
    // stands before an end tag as standing behind it.
    private string? _held;

    private HtmlWriter(RichText text) => _text = text;

    /// <summary>Null where nothing is styled.</summary>
    public static string? Write(RichText text)
    {
        var ranges = StyledRange.AllOf(text);
        return ranges.Count == 0 ? null : new HtmlWriter(text).Write(ranges);
    }

    private string Write(List<StyledRange> ranges)
    {
        var begun = new List<StyledRange>();
        var next = 0;
        var position = 0;
        while (position < _text.Text.Length)
        {
            begun.RemoveAll(range => range.End <= position);
            for (; next < ranges.Count && ranges[next].Start <= position; next++)
            {
                if (begun.Count < HtmlLimits.OverlappingSpans)
                {
                    begun.Add(ranges[next]);
                }
            }

            SwitchTo(Compatible(begun));
            var until = Math.Min(
                next < ranges.Count ? ranges[next].Start : _text.Text.Length,
                begun.Count > 0 ? begun.Min(static range => range.End) : _text.Text.Length);
            WriteText(position, until);
            position = until;
        }

        SwitchTo([]);
        _html.Append(_held);
        return _html.ToString();
    }

    // What one tag excludes shows as soon as that one has ended.
    private static List<StyledRange> Compatible(List<StyledRange> begun)
    {
        begun.Sort(StyledRange.CompareNesting);
        var compatible = new List<StyledRange>(begun.Count);
        foreach (var range in begun)
        {
            if (!compatible.Exists(range.IsExcludedBy))
            {
                compatible.Add(range);
            }
        }

        return compatible;
    }

    private void SwitchTo(List<StyledRange> wanted)
    {
        var common = 0;
        while (common < _open.Count && common < wanted.Count && _open[common] == wanted[common])
        {
            common++;
        }

        for (var index = _open.Count - 1; index >= common; index--)
        {
            _html.Append(_open[index].EndTag);
            if (_open[index].IsBlock)
            {
                (_afterBlock, _atLineStart, _held) = (_held is null or " ", true, null);
            }
        }

        _open.RemoveRange(common, _open.Count - common);
        foreach (var range in wanted.Skip(common))
        {
            Flush();
            _html.Append(range.StartTag);
            _atLineStart |= range.IsBlock;
            _open.Add(range);
        }
    }

    private void WriteText(int start, int end)
    {
        if (_open.Find(static range => range.Style is MatrixEmoji) is { } emoji)
        {
            WriteEmoji(emoji, start);
            return;
        }

        var preformatted = _open.Exists(static range => range.Style is TextStyle.CodeBlock);
        for (var index = start; index < end; index++)
        {
            var character = _text.Text[index];
            if (character == '\r' && index + 1 < _text.Text.Length && _text.Text[index + 1] == '\n')
            {
                continue;
            }

            if (character is '\n' or '\r')
            {
                WriteBreak(preformatted);
            }
            else if (character is ' ' or '\t' && !preformatted)
            {
                WriteSpace(index);
            }
            else if (!char.IsControl(character) || character == '\t')
            {
                WriteEscaped(character);
                (_afterBlock, _atLineStart) = (false, false);
            }
        }
    }

    // Once, however many other styles begin or end within it.
    private void WriteEmoji(StyledRange emoji, int start)
    {
        if (start != emoji.Start)
        {
            return;
        }

        Flush();
        var name = System.Net.WebUtility.HtmlEncode(_text.Text[emoji.Start..emoji.End]);
        var address = System.Net.WebUtility.HtmlEncode(((MatrixEmoji)emoji.Style).Picture.Value);
        _html.Append($"<img data-mx-emoticon=\"\" src=\"{address}\" alt=\"{name}\" title=\"{name}\" height=\"32\"/>");
        (_afterBlock, _atLineStart) = (false, false);
    }

    // A block ends its line by itself: one break behind it would be one too many.
    private void WriteBreak(bool preformatted)
    {
        if (!_afterBlock)
        {
            Flush();
            _held = preformatted ? "\n" : "<br/>";
        }

        (_afterBlock, _atLineStart) = (false, true);
    }

    // HTML swallows spaces at the edges of lines and all but the first of several.
    private void WriteSpace(int index)
    {
        var swallowed = _atLineStart || index + 1 >= _text.Text.Length || _text.Text[index + 1] is '\n' or '\r' || _text.Text[index - 1] is ' ' or '\t';
        Flush();
        if (swallowed)
        {
            _html.Append("&nbsp;");
        }
        else
        {
            _held = " ";
        }

        (_afterBlock, _atLineStart) = (false, false);
    }

    private void Flush()
    {
        _html.Append(_held);
        _held = null;
    }

    private void WriteEscaped(char character)
    {
        Flush();
        switch (character)
        {
            case '&':
                _html.Append("&amp;");
                break;
            case '<':
                _html.Append("&lt;");
                break;
            case '>':
                _html.Append("&gt;");
                break;
            case '"':
                _html.Append("&quot;");
                break;
            case '\u00A0':
                // As the spaces that HTML would swallow, which come back as this character.
                _html.Append("&nbsp;");
                break;
            case '\'':
                _html.Append("&#39;");
                break;
            default:
                _html.Append(character);
                break;
        }
    }
}
