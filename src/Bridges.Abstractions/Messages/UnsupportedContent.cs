namespace Bridges.Abstractions;

/// <summary>
/// A message of a kind that cannot be carried over. The reader is told so in place of the message.
/// </summary>
/// <param name="Description">What it is, in the reader's words: "a photo", "a poll: Lunch?".</param>
/// <param name="Caption">The text that came with it, or null.</param>
public sealed record UnsupportedContent(string Description, RichText? Caption = null) : MessageContent;
