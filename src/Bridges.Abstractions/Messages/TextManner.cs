namespace Bridges.Abstractions;

/// <summary>How a text is meant: said, announced by a machine, or done (Matrix <c>m.text</c>, <c>m.notice</c>, <c>m.emote</c>).</summary>
public enum TextManner
{
    Plain,
    Notice,
    Emote,
}
