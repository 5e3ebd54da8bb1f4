namespace Bridges.Abstractions;

/// <summary>Any file; whatever else cannot be sent as what it is.</summary>
public sealed record FileContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.File;
}
