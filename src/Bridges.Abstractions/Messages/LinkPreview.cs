namespace Bridges.Abstractions;

/// <summary>What a link leads to, as the author's app saw it.</summary>
/// <param name="Url">The link as it stands in the text.</param>
public sealed record LinkPreview(string Url)
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? SiteName { get; init; }

    public MediaFile? Image { get; init; }
}
