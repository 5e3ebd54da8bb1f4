using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>Where there is no media worker: files go as they are, by the names that the network gives them.</summary>
public sealed class NoMediaConverter : IMediaConverter
{
    private const string Reason = "Files cannot be converted here: the media worker is not there.";

    /// <inheritdoc />
    public Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken) => throw new MediaConversionException(Reason);

    /// <inheritdoc />
    public Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken) =>
        throw new MediaConversionException(Reason);
}
