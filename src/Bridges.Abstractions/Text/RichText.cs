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

    public bool Equals(RichText? other) =>
        other is not null && Text == other.Text && Spans.SequenceEqual(other.Spans);

    public override int GetHashCode() => HashCode.Combine(Text, Spans.Count);
}
