namespace Bridges.Abstractions;

/// <summary>A film.</summary>
public sealed record VideoContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.Video;
}
