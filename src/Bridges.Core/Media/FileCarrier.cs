using Microsoft.Extensions.Logging;

namespace Bridges.Core.Media;

/// <summary>Carries one file of a network through a folder on disk into the media store, in the form that it is to have there.</summary>
internal sealed partial class FileCarrier(
    FileFetcher fetcher, FileForms forms, FileUploads uploads, FileLimits limits, TransferFolders folders, FilesUnderWay underWay, ILogger<FileCarrier> logger)
{
    /// <param name="transfer">Names the folder: the next try after a crash finds there what had come.</param>
    /// <exception cref="FileRefusedException">It is larger than it may be, or cannot be had.</exception>
    public async Task<CarriedFile> CarryAsync(RemoteFile file, string transfer, FileCarriage carriage, CancellationToken cancellationToken)
    {
        var limit = await limits.ToMatrixAsync(file.Account.Owner, cancellationToken);
        if (file.File.Size > limit)
        {
            throw FileFetcher.TooLarge(file.File.Size, limit);
        }

        using var told = underWay.Begin(file.Account.Owner, file.File.Name, file.File.Size, file.Account.Network, file.Account.NetworkName, isToMatrix: true);
        carriage.Follow(told);
        var folder = folders.Open(transfer);
        var source = await fetcher.FetchAsync(file, folder, limit, carriage, cancellationToken);
        var formed = await forms.MakeAsync(file, source, folder, cancellationToken);
        told.Leave();
        var carried = await uploads.UploadAsync(file, formed, carriage, cancellationToken);
        told.IsDone = true;
        return carried;
    }

    /// <summary>The file is where it belongs, and that is noted.</summary>
    public void Forget(string transfer)
    {
        try
        {
            folders.Remove(transfer);
        }
        catch (IOException exception)
        {
            Log.FolderStays(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of a finished transfer could not be removed")]
        public static partial void FolderStays(ILogger logger, Exception exception);
    }
}
