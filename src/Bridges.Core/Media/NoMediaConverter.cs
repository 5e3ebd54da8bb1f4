using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>Where there is no media worker: files go as they are, by the names that the network gives them.</summary>
internal sealed class NoMediaConverter : IMediaConverter
{
    public Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken) =>
        throw new MediaConversionException("There is no media worker.");

    public Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken) =>
        throw new MediaConversionException("There is no media worker.");
}
