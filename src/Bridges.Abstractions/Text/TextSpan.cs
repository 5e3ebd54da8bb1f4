namespace Bridges.Abstractions;

/// <summary>A styled range of a <see cref="RichText"/>, in UTF-16 code units.</summary>
public sealed record TextSpan(int Start, int Length, TextStyle Style)
{
    /// <summary>The first position after the span.</summary>
    public int End => Start + Length;
}
