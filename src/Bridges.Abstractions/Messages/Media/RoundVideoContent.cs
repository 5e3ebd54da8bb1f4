namespace Bridges.Abstractions;

/// <summary>A film shown in a circle.</summary>
public sealed record RoundVideoContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.RoundVideo;
}
