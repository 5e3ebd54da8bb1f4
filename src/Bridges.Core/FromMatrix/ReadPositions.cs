using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Up to which message somebody has read. Clients set their receipts on whatever comes last, an edit, a reaction, a join, a
/// notice of the bot: what is read is the last message that stands before it.
/// </summary>
internal sealed class ReadPositions(MessageTable messages, EventTargets targets, HomeserverClients clients)
{
    private const int MaxBefore = 50;

    /// <returns>Null where no message that was bridged stands shortly before the event.</returns>
    public async Task<RemoteMessageId?> UpToAsync(JournalRow row, PortalRow portal, EventId read, CancellationToken cancellationToken)
    {
        if (await FindAsync(portal, read, cancellationToken) is { } exact)
        {
            return exact;
        }

        if (await targets.AskAsync(portal, read, cancellationToken) is { } asked
            && await targets.WaitForOwnAsync(row, portal, asked, cancellationToken)
            && await FindAsync(portal, read, cancellationToken) is { } arrived)
        {
            return arrived;
        }

        IReadOnlyList<MatrixEvent> before;
        try
        {
            before = await clients.Main.ReadBeforeAsync(actingAs: null, new RoomId(portal.RoomId!), read, MaxBefore, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            return null;
        }

        foreach (var earlier in before)
        {
            if (await FindAsync(portal, earlier.EventId, cancellationToken) is { } message)
            {
                return message;
            }
        }

        return null;
    }

    private async Task<RemoteMessageId?> FindAsync(PortalRow portal, EventId eventId, CancellationToken cancellationToken) =>
        (await messages.ByEventAsync(eventId.Value, cancellationToken)).LastOrDefault(row => row.Network == portal.Network && row.Chat == portal.Chat)?.Message;
}
