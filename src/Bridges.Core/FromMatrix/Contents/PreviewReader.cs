using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Reads what a text's links lead to, with pictures where the network takes them. A picture that cannot be had in time is left out: the text is what was said.</summary>
internal sealed class PreviewReader(MatrixFiles files, IMediaConverter converter, TimeProvider time)
{
    private const int MostPreviews = 5;
    private const long LargestPicture = 8 << 20;
    private const long LargestMade = 48 << 10;

    /// <summary>Behind all that an event can have besides.</summary>
    private const int FirstPlace = 1000;

    /// <summary>For all pictures of a text.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public static bool HasPictures(RoomMessageContent content) => content.LinkPreviews?.Any(HasPicture) == true;

    /// <returns>Null: nothing is said of previews. Empty: there is to be none.</returns>
    public async Task<IReadOnlyList<LinkPreview>?> ReadAsync(
        RunningAccount account, ChatKey chat, EventId eventId, RoomMessageContent content, CancellationToken cancellationToken)
    {
        if (content.LinkPreviews is not { } given)
        {
            return null;
        }

        var side = (account.Account as IHasLimits)?.GetLimits(chat).PreviewPictureSide;
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var read = new List<LinkPreview>();
        foreach (var preview in given.Where(static preview => preview.MatchedUrl is not null).Take(MostPreviews))
        {
            var picture = side is { } longest && HasPicture(preview) ? await PictureAsync(eventId, FirstPlace + read.Count, preview, longest, either.Token) : null;
            cancellationToken.ThrowIfCancellationRequested();
            read.Add(new LinkPreview(preview.MatchedUrl!) { Title = preview.Title, Description = preview.Description, Image = picture });
        }

        return read;
    }

    private async Task<MediaFile?> PictureAsync(EventId eventId, int place, LinkPreviewContent preview, int side, CancellationToken cancellationToken)
    {
        try
        {
            var content = new RoomMessageContent { Url = preview.Image, File = preview.EncryptedImage, Info = new MediaInfo { MimeType = preview.ImageType, Size = preview.ImageSize } };
            var file = await files.FetchAsync(eventId, place, content, LargestPicture, progress: null, cancellationToken);
            var conversion = new MediaConversion("image/jpeg") { MaximumSide = side, MaximumSize = LargestMade, FirstFrame = true };
            var made = await converter.ConvertAsync(file.Path, conversion, Path.GetDirectoryName(file.Path)!, cancellationToken);
            return new MediaFile
            {
                Path = made.Path,
                Name = "preview.jpg",
                ContentType = made.Description.ContentType,
                Size = made.Description.Size,
                Width = made.Description.Width,
                Height = made.Description.Height,
            };
        }
        catch (Exception exception) when (exception is BridgeException or MatrixException or HomeserverUnreachableException or MediaConversionException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static bool HasPicture(LinkPreviewContent preview) => preview.Image is not null || preview.EncryptedImage is not null;
}
