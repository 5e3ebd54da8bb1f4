using Bridges.Abstractions;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Previews of links as their author saw them. A picture that is not there soon is left out.</summary>
internal sealed class LinkPreviews(RemoteFiles files, TimeProvider time)
{
    private const int MostPreviews = 5;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<LinkPreviewContent>> CarryAsync(Composition part, IReadOnlyList<LinkPreview> previews, CancellationToken cancellationToken)
    {
        var carried = new List<LinkPreviewContent>(previews.Count);
        foreach (var preview in previews.Take(MostPreviews))
        {
            var picture = await PictureAsync(part, preview, cancellationToken);
            carried.Add(new LinkPreviewContent
            {
                MatchedUrl = preview.Url,
                Url = preview.Url,
                Title = preview.Title ?? preview.SiteName,
                Description = preview.Description,
                Image = picture?.Address,
                ImageType = picture?.ContentType,
                ImageSize = picture?.Size,
                ImageWidth = picture?.Width,
                ImageHeight = picture?.Height,
            });
        }

        return carried;
    }

    private async Task<CarriedFile?> PictureAsync(Composition part, LinkPreview preview, CancellationToken cancellationToken)
    {
        if (preview.Image?.Reference is null)
        {
            return null;
        }

        try
        {
            var file = new RemoteFile(part.Account, part.Chat, part.Message, part.Part, preview.Image, FileForm.Thumbnail);
            return await files.Begin(file).Completion.WaitAsync(_patience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
