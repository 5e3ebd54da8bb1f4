using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Brings files from the media store to disk, into the folder of their event, decrypted where they are encrypted.</summary>
internal sealed class MatrixFiles(HomeserverClients clients, TransferFolders folders, FileForms forms, ICheckpoints checkpoints)
{
    private const string Arriving = "arriving";

    public static string TransferOf(EventId eventId) => $"event/{eventId}";

    /// <param name="eventId">The event that the file belongs to.</param>
    /// <param name="item">Its place among several.</param>
    /// <param name="progress">Told how much of it has come.</param>
    /// <exception cref="BridgeException">It is too large, gone, or not what it was said to be.</exception>
    public async Task<FormedFile> FetchAsync(EventId eventId, int item, RoomMessageContent content, long limit, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (content.Info?.Size > limit)
        {
            throw TooLarge(content.Info.Size.Value, limit);
        }

        var folder = Path.Combine(folders.Open(TransferOf(eventId)), $"{item}");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, SafeFileNames.Of(content.GivenFileName, content.Info?.MimeType));
        if (!File.Exists(path))
        {
            await DownloadAsync(content, folder, path, limit, progress, cancellationToken);
            checkpoints.Reached(Checkpoint.MatrixFileArrived);
        }

        return new FormedFile(path, await forms.DescribeAsync(path, new MediaFile { ContentType = MimeTypeOf(content.Info?.MimeType) }, cancellationToken));
    }

    public void Forget(EventId eventId)
    {
        try
        {
            folders.Remove(TransferOf(eventId));
        }
        catch (IOException)
        {
            // What stays is swept up later.
        }
    }

    public static BridgeException TooLarge(long size, long limit) =>
        BridgeException.Permanent($"The file is too large: it has {FileSizes.Words(size)}, and at most {FileSizes.Words(limit)} can be sent.");

    private async Task DownloadAsync(RoomMessageContent content, string folder, string path, long limit, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var arriving = Path.Combine(folder, Arriving);
        try
        {
            await clients.Main.DownloadAsync(content.File?.Url ?? content.Url!.Value, arriving, limit, cancellationToken, new Arrival(progress, checkpoints));
            if (content.File is { } encrypted)
            {
                var clear = arriving + "-clear";
                await AttachmentFiles.DecryptAsync(arriving, clear, encrypted, cancellationToken);
                File.Delete(arriving);
                arriving = clear;
            }

            // Whole, under its own name, or not at all: what breaks off is fetched again.
            File.Move(arriving, path, overwrite: true);
        }
        catch (MatrixException larger) when (larger.ErrorCode == MatrixErrorCodes.TooLarge)
        {
            throw BridgeException.Permanent($"The file is too large: at most {FileSizes.Words(limit)} can be sent.", inner: larger);
        }
        catch (MatrixException gone) when (!gone.IsTransient)
        {
            throw BridgeException.Permanent("The homeserver does not give the file.", inner: gone);
        }
        catch (AttachmentException damaged)
        {
            throw BridgeException.Permanent(damaged.Message, inner: damaged);
        }
    }

    private static string? MimeTypeOf(string? given) =>
        given is { Length: > 2 and < 100 } && given.Contains('/', StringComparison.Ordinal) && given.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '+' or '.' or ';' or '=' or ' ')
            ? given.Split(';')[0].Trim().ToLowerInvariant()
            : null;

    private sealed class Arrival(IProgress<long>? progress, ICheckpoints checkpoints) : IProgress<long>
    {
        private bool _hasBegun;

        public void Report(long value)
        {
            progress?.Report(value);
            if (!_hasBegun)
            {
                _hasBegun = true;
                checkpoints.Reached(Checkpoint.MatrixFileArriving);
            }
        }
    }
}
