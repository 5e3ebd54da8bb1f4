using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>Puts files into the media store.</summary>
internal sealed class FileUploads(HomeserverClients clients)
{
    public async Task<CarriedFile> UploadAsync(RemoteFile file, FormedFile formed, FileCarriage carriage, CancellationToken cancellationToken)
    {
        var thumbnail = formed.Thumbnail is { } small ? await UploadAsync(small, fileName: null, cancellationToken) : null;
        var name = SafeFileNames.Of(file.File.Name, formed.Description.ContentType);
        var address = carriage.BeginUpload();
        if (address is { } reserved)
        {
            await clients.Main.UploadReservedAsync(carriage.Uploader, reserved, formed.Path, formed.Description.ContentType, name, cancellationToken);
            return Describe(reserved, formed) with { Thumbnail = thumbnail };
        }

        return await UploadAsync(formed, name, cancellationToken) with { Thumbnail = thumbnail };
    }

    private async Task<CarriedFile> UploadAsync(FormedFile formed, string? fileName, CancellationToken cancellationToken) =>
        Describe(await clients.Main.UploadFileAsync(actingAs: null, formed.Path, formed.Description.ContentType, fileName, cancellationToken), formed);

    private static CarriedFile Describe(MxcUri address, FormedFile formed)
    {
        var seen = formed.Description;
        return new CarriedFile
        {
            Mxc = address.Value,
            ContentType = seen.ContentType,
            Size = seen.Size,
            Width = seen.Width,
            Height = seen.Height,
            DurationMilliseconds = seen.Duration is { } duration ? (long)duration.TotalMilliseconds : null,
            IsAnimated = seen.IsAnimated,
            BlurHash = seen.BlurHash,
            Waveform = seen.Waveform is { Count: > 0 } bars ? bars : null,
            IsUnconverted = formed.IsUnconverted,
        };
    }
}
