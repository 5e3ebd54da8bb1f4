using Bridges.Abstractions;

namespace Bridges.Host.Modules;

/// <summary>What a module is given where nothing is there that converts.</summary>
internal sealed class NoMediaConverter : IMediaConverter
{
    private const string Reason = "Files cannot be converted here: the media worker is not there.";

    public Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken) =>
        throw new MediaConversionException(Reason);

    public Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken) =>
        throw new MediaConversionException(Reason);
}
