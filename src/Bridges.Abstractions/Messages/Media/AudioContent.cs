namespace Bridges.Abstractions;

/// <summary>Music or other sound.</summary>
public sealed record AudioContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.Audio;

    public string? Title { get; init; }

    public string? Performer { get; init; }
}
