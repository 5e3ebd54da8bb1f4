using System.Text;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>Puts a text and its spans together.</summary>
internal sealed class MarkupBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<TextSpan> _spans = [];

    public int Length => _text.Length;

    public void Append(string text) => _text.Append(text);

    public void Append(char character) => _text.Append(character);

    /// <summary>From there to the end.</summary>
    public void Mark(int start, TextStyle style)
    {
        if (_text.Length > start)
        {
            _spans.Add(new TextSpan(start, _text.Length - start, style));
        }
    }

    public RichText Build() => new(_text.ToString(), _spans);
}
