using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>What a span looks like or points to.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "style")]
[JsonDerivedType(typeof(Bold), "bold")]
[JsonDerivedType(typeof(Italic), "italic")]
[JsonDerivedType(typeof(Underline), "underline")]
[JsonDerivedType(typeof(Strikethrough), "strike")]
[JsonDerivedType(typeof(Code), "code")]
[JsonDerivedType(typeof(CodeBlock), "pre")]
[JsonDerivedType(typeof(Quote), "quote")]
[JsonDerivedType(typeof(Spoiler), "spoiler")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(Mention), "mention")]
[JsonDerivedType(typeof(MentionEveryone), "everyone")]
[JsonDerivedType(typeof(CustomEmoji), "emoji")]
public abstract record TextStyle
{
    public sealed record Bold : TextStyle;

    public sealed record Italic : TextStyle;

    public sealed record Underline : TextStyle;

    public sealed record Strikethrough : TextStyle;

    /// <summary>Code inside a line.</summary>
    public sealed record Code : TextStyle;

    /// <summary>A block of code; <paramref name="Language"/> is null where unknown.</summary>
    public sealed record CodeBlock(string? Language = null) : TextStyle;

    public sealed record Quote : TextStyle;

    /// <summary>Hidden until asked for; <paramref name="Reason"/> is null where none is given.</summary>
    public sealed record Spoiler(string? Reason = null) : TextStyle;

    /// <summary>A hyperlink whose text is the span.</summary>
    public sealed record Link(string Url) : TextStyle;

    /// <summary>Names a person on the network.</summary>
    public sealed record Mention(RemoteUserId User) : TextStyle;

    /// <summary>Names everybody in the chat (Matrix <c>m.mentions.room</c>).</summary>
    public sealed record MentionEveryone : TextStyle;

    /// <summary>A picture in the text, by the network's id; the span's text is what to show without it.</summary>
    public sealed record CustomEmoji(string Id) : TextStyle
    {
        /// <summary>The picture; null where it is not known, and to a network.</summary>
        public MediaFile? Picture { get; init; }
    }
}
