using Bridges.Abstractions;

namespace Bridges.ModuleKit;

/// <summary>Converts nothing, as a host whose worker is away.</summary>
public sealed class NoMedia : IMediaConverter
{
    public Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken) =>
        throw new MediaConversionException("Nothing is converted here.");

    public Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken) =>
        throw new MediaConversionException("Nothing is converted here.");
}
