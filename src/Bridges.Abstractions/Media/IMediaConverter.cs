namespace Bridges.Abstractions;

/// <summary>
/// The host's media worker, for modules that must look into or change a file themselves. Decoders never run in the host's
/// process. Calls wait for their turn; all members may be called from any thread.
/// </summary>
public interface IMediaConverter
{
    /// <summary>What the bytes say the file is. What cannot be told stays null.</summary>
    /// <exception cref="MediaConversionException">The file is unreadable or hostile.</exception>
    Task<MediaDescription> DescribeAsync(string path, CancellationToken cancellationToken);

    /// <summary>Converts a file into a new one in <paramref name="folder"/>.</summary>
    /// <exception cref="MediaConversionException">It cannot be done here; send the file as it is, or as a document.</exception>
    Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion, string folder, CancellationToken cancellationToken);
}
