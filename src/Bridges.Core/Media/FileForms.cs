using Bridges.Abstractions;

namespace Bridges.Core.Media;

/// <summary>
/// Looks at files by their bytes and makes of them what clients can show. What cannot be converted goes as it is: something is always
/// delivered.
/// </summary>
internal sealed class FileForms(IMediaConverter converter, CoreOptions options)
{
    private const int ThumbnailSide = 640;
    private const int EmojiSide = 128;

    public async Task<FormedFile> MakeAsync(RemoteFile file, string source, string folder, CancellationToken cancellationToken)
    {
        var description = await DescribeAsync(source, file.File, cancellationToken);
        if (ConversionFor(file.Form, description) is { } conversion)
        {
            return await ConvertAsync(source, conversion, folder, cancellationToken) ?? new FormedFile(source, description, IsUnconverted: true);
        }

        var formed = new FormedFile(source, description);
        return file.Form == FileForm.AsItIs && IsVideo(description) && file.File.Thumbnail?.Reference is null
            ? formed with { Thumbnail = await ConvertAsync(source, new MediaConversion("image/jpeg") { MaximumSide = ThumbnailSide, FirstFrame = true }, folder, cancellationToken) }
            : formed;
    }

    /// <summary>What the bytes say; where nobody can look at them, what the network says.</summary>
    public async Task<MediaDescription> DescribeAsync(string path, MediaFile hints, CancellationToken cancellationToken)
    {
        var size = new FileInfo(path).Length;
        try
        {
            var seen = await converter.DescribeAsync(path, cancellationToken);
            return seen with
            {
                ContentType = IsKnown(seen.ContentType) ? seen.ContentType : hints.ContentType ?? seen.ContentType,
                Size = size,
                Width = seen.Width ?? hints.Width,
                Height = seen.Height ?? hints.Height,
                Duration = seen.Duration ?? hints.Duration,
                BlurHash = seen.BlurHash ?? hints.BlurHash,
            };
        }
        catch (MediaConversionException)
        {
            return new MediaDescription
            {
                ContentType = hints.ContentType ?? "application/octet-stream",
                Size = size,
                Width = hints.Width,
                Height = hints.Height,
                Duration = hints.Duration,
                BlurHash = hints.BlurHash,
            };
        }
    }

    private MediaConversion? ConversionFor(FileForm form, MediaDescription file) => form switch
    {
        FileForm.Sticker when IsMoving(file) && file.ContentType != options.StickerContentType =>
            new MediaConversion(options.StickerContentType) { MaximumSide = options.StickerSide },
        FileForm.Emoji when IsMoving(file) && file.ContentType != options.StickerContentType =>
            new MediaConversion(options.StickerContentType) { MaximumSide = EmojiSide },
        FileForm.Voice when file.ContentType != "audio/ogg" => new MediaConversion("audio/ogg"),
        _ => null,
    };

    private async Task<FormedFile?> ConvertAsync(string source, MediaConversion conversion, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var converted = await converter.ConvertAsync(source, conversion, folder, cancellationToken);
            return new FormedFile(converted.Path, converted.Description);
        }
        catch (MediaConversionException)
        {
            return null;
        }
    }

    private static bool IsMoving(MediaDescription file) =>
        file.IsAnimated || !file.ContentType.StartsWith("image/", StringComparison.Ordinal);

    private static bool IsVideo(MediaDescription file) => file.ContentType.StartsWith("video/", StringComparison.Ordinal);

    private static bool IsKnown(string contentType) => contentType is not ("application/octet-stream" or "");
}
