using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>A file on disk in the form that it is to have on Matrix.</summary>
/// <param name="IsUnconverted">It has not, as it could not be converted.</param>
internal sealed record FormedFile(string Path, MediaDescription Description, bool IsUnconverted = false)
{
    /// <summary>A small still picture of it, where one could be made.</summary>
    public FormedFile? Thumbnail { get; init; }
}
