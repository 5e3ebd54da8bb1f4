namespace Bridges.Abstractions;

/// <summary>A text message.</summary>
public sealed record TextContent(RichText Text, TextManner Manner = TextManner.Plain) : MessageContent;
