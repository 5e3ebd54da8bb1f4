namespace Bridges.Abstractions;

/// <summary>A short film without sound that plays by itself and again ("GIF"), in whatever format.</summary>
public sealed record AnimationContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.Animation;
}
