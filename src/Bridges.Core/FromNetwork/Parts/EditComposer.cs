using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.Media;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>Composes the whole new content of an edited part: a replaced picture is a new picture, a new caption keeps its picture.</summary>
/// <remarks>What stands around the message, which an edit does not tell of again, is kept; new buttons take the place of the old.</remarks>
internal sealed class EditComposer(MessageComposer composer, RemoteFiles files, PartFiles partFiles)
{
    public async Task<RoomMessageContent> ComposeAsync(RunningAccount account, RemoteEdit edit, MessagePart part, Surroundings? surroundings, CancellationToken cancellationToken)
    {
        var composition = new Composition(account, edit.Chat, edit.Target, part.Id, part.Content);
        composition = surroundings?.Around(composition) ?? composition;
        composition = composition with { Choices = edit.Choices ?? composition.Choices };
        if (part.Content is not MediaContent media)
        {
            return await composer.ComposeAsync(composition, cancellationToken);
        }

        var message = new RemoteMessage { Chat = edit.Chat, Id = edit.Target, Sender = edit.Sender, Parts = edit.Parts, Timestamp = edit.Timestamp };
        try
        {
            // Carried before, where only the caption is new.
            var file = await files.Begin(PartFiles.Of(account, message, part.Id, media)).Completion.WaitAsync(cancellationToken);
            return await partFiles.ComposeAsync(composition, media, file, cancellationToken);
        }
        catch (Exception refusal) when (FileRefusals.ReasonOf(refusal) is { } reason)
        {
            return await composer.StandInAsync(composition, media, FileRefusals.Words(media, reason), cancellationToken);
        }
    }
}
