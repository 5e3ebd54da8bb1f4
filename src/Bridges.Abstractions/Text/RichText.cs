using System.Text;

namespace Bridges.Abstractions;

/// <summary>
/// Text with styled spans, the neutral form between Matrix HTML and a network's own markup. Offsets and lengths count
/// UTF-16 code units of <see cref="Text"/>. Spans may nest and overlap; order carries no meaning.
/// </summary>
public sealed record RichText(string Text, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>No text at all.</summary>
    public static RichText Empty { get; } = new("", []);

    /// <summary>Text without any style.</summary>
    public static RichText Plain(string text) => new(text, []);

    /// <summary>Texts one behind the other, each with its styles.</summary>
    public static RichText Join(string separator, IEnumerable<RichText> texts)
    {
        ArgumentNullException.ThrowIfNull(separator);
        ArgumentNullException.ThrowIfNull(texts);
        var joined = new StringBuilder();
        var spans = new List<TextSpan>();
        foreach (var text in texts)
        {
            joined.Append(joined.Length > 0 ? separator : "");
            spans.AddRange(text.Spans.Select(span => span with { Start = span.Start + joined.Length }));
            joined.Append(text.Text);
        }

        return new RichText(joined.ToString(), spans);
    }

    public bool Equals(RichText? other) =>
        other is not null && Text == other.Text && Spans.SequenceEqual(other.Spans);

    public override int GetHashCode() => HashCode.Combine(Text, Spans.Count);
}
