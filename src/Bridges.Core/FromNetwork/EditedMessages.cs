using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>What an edit meets on Matrix.</summary>
internal sealed class EditedMessages(MessageTable messages, HomeserverClients clients)
{
    /// <summary>What is shown now; null where it was taken back, or the bot may not see it: then the edit says what it says.</summary>
    public async Task<ShownContent?> FindAsync(MessageRow original, CancellationToken cancellationToken)
    {
        try
        {
            var found = await clients.Main.GetEventAsync(actingAs: null, new RoomId(original.RoomId), new EventId(original.EventId), cancellationToken);
            return found is { IsRedacted: false } message ? ShownContent.Of(message) : null;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            return null;
        }
    }

    /// <summary>Whether it is one of several on the network that were one long message here.</summary>
    public async Task<bool> IsPieceAsync(MessageRow message, CancellationToken cancellationToken) =>
        (await messages.ByEventAsync(message.EventId, cancellationToken)).Any(other => !other.IsDeleted && other.Message != message.Message);
}
