namespace Bridges.Abstractions;

/// <summary>A text message.</summary>
public sealed record TextContent(RichText Text, TextManner Manner = TextManner.Plain) : MessageContent
{
    /// <summary>Previews of links in it; empty: there are to be none; null: not known, the network decides.</summary>
    public IReadOnlyList<LinkPreview>? Previews { get; init; }
}
