namespace Bridges.Abstractions;

/// <summary>A picture.</summary>
public sealed record ImageContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.Image;
}
