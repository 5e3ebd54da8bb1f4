using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>The files of a part: the one that it is, and a small picture of it.</summary>
internal sealed class PartFiles(RemoteFiles files, MediaComposer composer, TimeProvider time)
{
    private static readonly TimeSpan _thumbnailPatience = TimeSpan.FromSeconds(5);

    public static RemoteFile Of(RunningAccount account, RemoteMessage message, string part, MediaContent content) =>
        new(account, message.Chat, message.Id, part, content.File, content.Kind switch
        {
            MediaKind.Sticker => FileForm.Sticker,
            MediaKind.Voice => FileForm.Voice,
            _ => FileForm.AsItIs,
        })
        {
            Word = MediaWords.Of(content.Kind),
        };

    /// <summary>What the network says of a file that is not here yet.</summary>
    public static CarriedFile Promised(MediaContent content, MxcUri address) => new()
    {
        Mxc = address.Value,
        ContentType = content.File.ContentType ?? "application/octet-stream",
        Size = content.File.Size ?? 0,
        Width = content.File.Width,
        Height = content.File.Height,
        DurationMilliseconds = content.File.Duration is { } duration ? (long)duration.TotalMilliseconds : null,
        BlurHash = content.File.BlurHash,
    };

    public async Task<RoomMessageContent> ComposeAsync(Composition part, MediaContent content, CarriedFile file, CancellationToken cancellationToken)
    {
        var thumbnail = await ThumbnailAsync(part, content, cancellationToken);
        if (content.Kind == MediaKind.Sticker && file.IsUnconverted && thumbnail is not null)
        {
            // What no client could show is shown by the network's own still picture of it.
            (file, thumbnail) = (thumbnail, null);
        }

        return MessageComposer.Finish(part, await composer.ComposeAsync(part, content, file, thumbnail, cancellationToken));
    }

    private async Task<CarriedFile?> ThumbnailAsync(Composition part, MediaContent content, CancellationToken cancellationToken)
    {
        if (content.File.Thumbnail is not { Reference: not null } thumbnail || content.Kind is MediaKind.Image or MediaKind.Voice)
        {
            return null;
        }

        try
        {
            var file = new RemoteFile(part.Account, part.Chat, part.Message, part.Part, thumbnail, FileForm.Thumbnail);
            return await files.Begin(file).Completion.WaitAsync(_thumbnailPatience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A missing small picture stops nothing.
            return null;
        }
    }
}
