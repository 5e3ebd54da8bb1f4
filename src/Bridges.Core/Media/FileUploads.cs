using Bridges.Matrix;

namespace Bridges.Core.Media;

/// <summary>Puts files into the media store.</summary>
internal sealed class FileUploads(HomeserverClients clients, ICheckpoints checkpoints)
{
    public async Task<CarriedFile> UploadAsync(RemoteFile file, FormedFile formed, FileCarriage carriage, CancellationToken cancellationToken)
    {
        checkpoints.Reached(Checkpoint.RemoteFileFormed);
        var thumbnail = formed.Thumbnail is { } small ? await UploadAsync(small, fileName: null, progress: null, cancellationToken) : null;
        var name = SafeFileNames.Of(file.File.Name, formed.Description.ContentType, file.Word);
        var address = carriage.BeginUpload();
        var progress = new Progress(carriage, formed.Description.Size, checkpoints);
        if (address is { } reserved)
        {
            await clients.Main.UploadReservedAsync(carriage.Uploader, reserved, formed.Path, formed.Description.ContentType, name, cancellationToken, progress);
            checkpoints.Reached(Checkpoint.RemoteFileUploaded);
            return Describe(reserved, formed) with { Thumbnail = thumbnail };
        }

        var uploaded = await UploadAsync(formed, name, progress, cancellationToken);
        checkpoints.Reached(Checkpoint.RemoteFileUploaded);
        return uploaded with { Thumbnail = thumbnail };
    }

    private async Task<CarriedFile> UploadAsync(FormedFile formed, string? fileName, IProgress<long>? progress, CancellationToken cancellationToken) =>
        Describe(await clients.Main.UploadFileAsync(actingAs: null, formed.Path, formed.Description.ContentType, fileName, cancellationToken, progress), formed);

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

    private sealed class Progress(FileCarriage carriage, long size, ICheckpoints checkpoints) : IProgress<long>
    {
        private bool _isHalfDone;

        public void Report(long value)
        {
            carriage.Uploaded(value);
            if (!_isHalfDone && value * 2 >= size)
            {
                _isHalfDone = true;
                checkpoints.Reached(Checkpoint.RemoteFileHalfUploaded);
            }
        }
    }
}
