using Bridges.Abstractions;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>What is said in place of a file.</summary>
internal sealed class FileStandIns(MediaComposer media, MessageComposer composer)
{
    /// <summary>Of one that comes later: the file itself, at an address where it will lie soon, or words that it is coming.</summary>
    public async Task<RoomMessageContent> OfComingAsync(PartContext part, MediaContent content, string? reserved, CancellationToken cancellationToken)
    {
        if (reserved is null)
        {
            return await composer.StandInAsync(part.Composition, content, FileRefusals.OnItsWay(content), cancellationToken);
        }

        var promised = PartFiles.Promised(content, new MxcUri(reserved));
        return MessageComposer.Finish(part.Composition, await media.ComposeAsync(part.Composition, content, promised, thumbnail: null, cancellationToken));
    }

    /// <summary>Of one that never comes.</summary>
    public async Task<RoomMessageContent> OfRefusedAsync(PartContext part, MediaContent content, string reason, CancellationToken cancellationToken) =>
        await composer.StandInAsync(part.Composition, content, FileRefusals.Words(content, reason), cancellationToken);
}
