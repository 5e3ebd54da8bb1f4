using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Goes through the tokens of a piece of HTML once. It builds no tree: a tree's repair of crossed and unclosed tags takes
/// quadratic time for some inputs, and spans may cross anyway.
/// </summary>
internal sealed class HtmlReader(string html) : IDisposable
{
    private readonly HtmlTextLayout _text = new();
    private readonly ElementStack _open = new();
    private readonly HtmlTokenizer _tokens = new(new TextSource(WithoutEnd(html)), HtmlEntityProvider.Resolver);
    private int _mentions;

    // What stands in these is not for reading. While one is open, nothing else counts.
    private string? _dropped;
    private int _droppedDepth;

    public RichText Read()
    {
        var afterPre = false;
        for (var token = _tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = _tokens.Get())
        {
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    OnStart(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    OnEnd(token.Name);
                    break;
                case HtmlTokenType.Character when _dropped is null:
                    // A line break right behind the tag is there for the eyes of who writes HTML.
                    OnText(afterPre && token.Data.StartsWith('\n') ? token.Data[1..] : token.Data);
                    break;
            }

            afterPre = token.Type == HtmlTokenType.StartTag && token.Name == "pre";
        }

        while (_open.Top is { } element)
        {
            Close(element);
        }

        return _text.Build();
    }

    public void Dispose() => _tokens.Dispose();

    /// <summary>U+FFFF, which is no character, ends the text for the tokenizer: what stands behind it would be lost.</summary>
    private static string WithoutEnd(string text) => text.Replace('\uFFFF', '\uFFFD');

    private void OnText(string text)
    {
        text = WithoutEnd(text);
        if (_open.Contains("pre"))
        {
            _text.Preformatted(text);
        }
        else
        {
            _text.Flowing(_open.InnermostRaised is { } raised ? RaisedDigits.Of(text, raised.Name) : text);
        }
    }

    private void OnStart(HtmlTagToken tag)
    {
        if (HtmlElements.RawModeOf(tag.Name) is { } mode)
        {
            _tokens.State = mode;
        }

        if (_dropped is not null)
        {
            _droppedDepth += tag.Name == _dropped ? 1 : 0;
        }
        else if (HtmlElements.IsDropped(tag.Name))
        {
            (_dropped, _droppedDepth) = (tag.Name, 1);
        }
        else if (!OnVoid(tag))
        {
            Open(tag);
        }
    }

    private void OnEnd(string name)
    {
        if (_dropped is not null)
        {
            _droppedDepth -= name == _dropped ? 1 : 0;
            _dropped = _droppedDepth == 0 ? null : _dropped;
        }
        else if (name == "br")
        {
            _text.Break();
        }
        else if (_open.TakeEnd(name) is { } element)
        {
            // A block ends what is open in it; inline elements may cross.
            while (element.Breaks > 0 && _open.Top is { } inner && inner != element)
            {
                Close(inner);
            }

            Close(element);
        }
    }

    private bool OnVoid(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "br":
                _text.Break();
                return true;
            case "hr":
                _text.StandApart(1);
                _text.Preformatted("---");
                _text.StandApart(1);
                return true;
            case "img":
                OnPicture(tag);
                return true;
            case "input" when string.Equals(tag.GetAttribute("type"), "checkbox", StringComparison.OrdinalIgnoreCase):
                // The task of a list: whether it is done.
                _text.Prefix(HasAttribute(tag, "checked") ? "☑ " : "☐ ", afterSpace: true);
                return true;
            default:
                return HtmlElements.IsVoid(tag.Name);
        }
    }

    private void OnPicture(HtmlTagToken tag)
    {
        var shown = tag.GetAttribute("alt") is { Length: > 0 } alternative ? alternative : tag.GetAttribute("title") ?? "";
        var span = HasAttribute(tag, "data-mx-emoticon") && MxcUri.TryParse(tag.GetAttribute("src"), out var picture) ? _text.Open(new MatrixEmoji(picture)) : null;
        OnText(shown);
        _text.Close(span);
    }

    private void Open(HtmlTagToken tag)
    {
        foreach (var ended in _open.EndedBy(tag.Name))
        {
            Close(ended);
        }

        if (!_open.HasRoom)
        {
            _open.CountIgnored();
            return;
        }

        var element = new OpenElement(tag.Name) { Breaks = HtmlElements.BreaksAround(tag.Name) };
        if (element.Breaks > 1 && _open.Contains("li"))
        {
            element.Breaks = 1;
        }

        Separate(element);
        Begin(element, tag);
        if (StyleOf(tag) is { } style)
        {
            element.Span = _text.Open(style);
        }

        _open.Push(element);
    }

    private void Separate(OpenElement element)
    {
        if (element.Breaks > 0 && _open.IsInCell)
        {
            _text.Space();
        }
        else if (element.Breaks > 0)
        {
            _text.StandApart(element.Breaks);
        }
    }

    private void Begin(OpenElement element, HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "ol":
                element.Count = Number(tag.GetAttribute("start")) ?? 1;
                break;
            case "li":
                var indentation = new string(' ', 2 * Math.Clamp(_open.ListDepth - 1, 0, HtmlLimits.IndentedLists));
                _text.Prefix(indentation + (_open.InnermostList is { Name: "ol" } list ? $"{NumberOf(tag, list)}. " : "• "));
                break;
            case "td" or "th" when _open.Innermost("tr") is { } row && row.Count++ > 0:
                _text.Prefix("| ", afterSpace: true);
                break;
        }
    }

    private static int NumberOf(HtmlTagToken item, OpenElement list)
    {
        var number = Number(item.GetAttribute("value")) ?? list.Count;
        list.Count = number + 1;
        return number;
    }

    private static int? Number(string? written) => int.TryParse(written, out var number) ? Math.Clamp(number, 0, 1_000_000) : null;

    private TextStyle? StyleOf(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "a":
                var style = LinkRules.StyleOf(tag.GetAttribute("href"));
                return style is MatrixUserMention && ++_mentions > HtmlLimits.Mentions ? null : style;
            case "span" when HasAttribute(tag, "data-mx-spoiler"):
                return new TextStyle.Spoiler(ReasonOf(tag.GetAttribute("data-mx-spoiler") ?? ""));
            case "code" when _open.Innermost("pre") is { Span: { } block }:
                block.Style = new TextStyle.CodeBlock(HtmlElements.LanguageOf(tag.GetAttribute("class")));
                return null;
            default:
                return HtmlElements.StyleOf(tag.Name);
        }
    }

    // Shown to readers as the text itself is, so as clean.
    private static string? ReasonOf(string written)
    {
        var visible = string.Concat(Surrogates.Repair(written).Where(static character => !char.IsControl(character)));
        return visible.Length > 0 ? BidiBalance.Apply(RichText.Plain(visible)).Text : null;
    }

    private static bool HasAttribute(HtmlTagToken tag, string name) =>
        tag.Attributes.Exists(attribute => string.Equals(attribute.Name, name, StringComparison.Ordinal));

    private void Close(OpenElement element)
    {
        _open.Remove(element);
        _text.Close(element.Span);
        Separate(element);
    }
}
