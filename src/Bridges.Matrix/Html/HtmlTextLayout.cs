using System.Text;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Collects text the way a browser lays it out: white space collapses, blocks stand on lines of their own. Breaks and spaces
/// are held back until text follows, so that none is left at the edges of lines, spans or the whole.
/// </summary>
internal sealed class HtmlTextLayout
{
    private readonly StringBuilder _text = new();
    private readonly List<(TextSpan Span, int Order)> _finished = [];
    private readonly List<OpenSpan> _notBegun = [];
    private int _spansOpened;
    private int _breaks;
    private bool _space;
    private bool _afterPrefix;

    /// <summary>Null where there are too many spans already.</summary>
    public OpenSpan? Open(TextStyle style)
    {
        if (_spansOpened == HtmlLimits.Spans)
        {
            return null;
        }

        _spansOpened++;
        var span = new OpenSpan(style, _spansOpened);
        _notBegun.Add(span);
        return span;
    }

    public void Close(OpenSpan? span)
    {
        if (span is null)
        {
            return;
        }

        if (span.Start < 0)
        {
            _notBegun.Remove(span);
        }
        else
        {
            _finished.Add((new TextSpan(span.Start, _text.Length - span.Start, span.Style), span.Order));
        }
    }

    /// <summary>One more line break.</summary>
    public void Break()
    {
        _breaks++;
        _afterPrefix = false;
    }

    /// <summary>At least so many line breaks before the next text, if there was text before.</summary>
    public void StandApart(int breaks)
    {
        if (!_afterPrefix && (_text.Length > 0 || _breaks > 0))
        {
            _breaks = Math.Max(_breaks, breaks);
        }
    }

    /// <summary>A space, unless a line begins here.</summary>
    public void Space() => _space = true;

    /// <summary>Text that begins a list's item or separates cells: what follows stays on its line.</summary>
    public void Prefix(string prefix, bool afterSpace = false)
    {
        _space = afterSpace;
        Preformatted(prefix);
        _afterPrefix = true;
    }

    /// <summary>Text whose white space means no more than "a space".</summary>
    public void Flowing(string text)
    {
        foreach (var character in text)
        {
            if (character is ' ' or '\n' or '\t' or '\r' or '\f')
            {
                _space = true;
            }
            else
            {
                Append(character);
            }
        }
    }

    /// <summary>Text whose white space is meant.</summary>
    public void Preformatted(string text)
    {
        foreach (var character in text)
        {
            if (character == '\n')
            {
                Break();
            }
            else
            {
                Append(character);
            }
        }
    }

    public RichText Build()
    {
        // Of those with the same text, the outer one first.
        _finished.Sort(static (a, b) => (a.Span.Start, -a.Span.End, a.Order).CompareTo((b.Span.Start, -b.Span.End, b.Order)));
        return new RichText(_text.ToString(), _finished.ConvertAll(static finished => finished.Span));
    }

    private void Append(char character)
    {
        if (char.IsControl(character) && character != '\t')
        {
            return;
        }

        if (_breaks > 0)
        {
            _text.Append('\n', _breaks);
        }
        else if (_space && _text.Length > 0 && !_afterPrefix)
        {
            _text.Append(' ');
        }

        (_breaks, _space, _afterPrefix) = (0, false, false);
        foreach (var span in _notBegun)
        {
            span.Start = _text.Length;
        }

        _notBegun.Clear();
        _text.Append(character);
    }

    /// <summary>A style that holds from the next text on.</summary>
    internal sealed class OpenSpan(TextStyle style, int order)
    {
        public int Order => order;

        public TextStyle Style { get; set; } = style;

        public int Start { get; set; } = -1;
    }
}
