namespace Bridges.Core.Media;

/// <summary>What a file of a network is to be on Matrix.</summary>
internal enum FileForm
{
    /// <summary>Its bytes, whatever they are.</summary>
    AsItIs,

    /// <summary>A small picture that moves everywhere if it moves at all.</summary>
    Sticker,

    /// <summary>Ogg with Opus, which is the only sound that every client takes for a voice message.</summary>
    Voice,

    /// <summary>A still picture beside a larger file.</summary>
    Thumbnail,

    /// <summary>A picture in a line of text.</summary>
    Emoji,
}
