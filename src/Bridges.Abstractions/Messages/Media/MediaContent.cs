using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>A message that is a file.</summary>
public abstract record MediaContent(MediaFile File) : MessageContent
{
    [JsonIgnore]
    public abstract MediaKind Kind { get; }

    /// <summary>The text that goes with it, or null.</summary>
    public RichText? Caption { get; init; }

    /// <summary>Covered until the reader asks for it.</summary>
    public bool IsSpoiler { get; init; }

    /// <summary>To be looked at once. Networks keep such files from other devices; a module that cannot have the bytes sends <see cref="UnsupportedContent"/>.</summary>
    public bool IsViewOnce { get; init; }
}
