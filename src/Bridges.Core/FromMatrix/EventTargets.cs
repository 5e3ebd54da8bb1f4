using Bridges.Core.Identity;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>
/// Finds which message on the network an event is that another one refers to. Where that event is still on its way, in another person's lane or from
/// the network, it is waited for, and for nothing else; for a limited time. An edit stands for the message that it changed.
/// </summary>
internal sealed class EventTargets(MessageTable messages, EditTable edits, Journal journal, RowWaits waits, HomeserverClients clients)
{
    /// <param name="row">The row that refers to it.</param>
    public async Task<EventTarget> FindAsync(JournalRow row, PortalRow portal, EventId target, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        if (await RowsAsync(portal, target, cancellationToken) is { Count: > 0 } known)
        {
            return new EventTarget(known);
        }

        var hasEnded = await waits.WaitAsync(row, () => journal.FindByEventAsync(target.Value, cancellationToken), RowWaits.Limit, cancellationToken);
        if (await RowsAsync(portal, target, cancellationToken) is { Count: > 0 } arrived)
        {
            return new EventTarget(arrived);
        }

        return hasEnded ? await AskRoomAsync(row, portal, target, cancellationToken) : EventTarget.Late;
    }

    /// <summary>The event that an edit which was bridged was of; null where the event is none.</summary>
    public async Task<EventId?> OriginalOfAsync(PortalRow portal, EventId edit, CancellationToken cancellationToken) =>
        await edits.TargetOfAsync(edit.Value, portal.Network, portal.Chat, cancellationToken) is { } original ? new EventId(original) : null;

    private async Task<EventTarget> AskRoomAsync(JournalRow row, PortalRow portal, EventId target, CancellationToken cancellationToken)
    {
        var original = await OriginalOfAsync(portal, target, cancellationToken);
        var asked = original is null ? await AskAsync(portal, target, cancellationToken) : null;
        if ((original ?? (asked is null ? null : RoomMessageReader.Read(asked.Content)?.Replaces)) is { } edited)
        {
            return new EventTarget(await RowsAsync(portal, edited, cancellationToken));
        }

        return asked is null ? EventTarget.None
            : await WaitForOwnAsync(row, portal, asked, cancellationToken) ? new EventTarget(await RowsAsync(portal, target, cancellationToken))
            : EventTarget.Late;
    }

    /// <summary>Where the bridge sent an event, and what it is is not noted yet, waits for that.</summary>
    /// <returns>False where it is not noted in time.</returns>
    public async Task<bool> WaitForOwnAsync(JournalRow row, PortalRow portal, MatrixEvent sent, CancellationToken cancellationToken) =>
        BridgeMark.Read(sent.Content)?.MessageOf(portal) is not { } message
        || await waits.WaitAsync(
            row, () => journal.FindBySourceAsync(portal.Network, SourceKeys.Of(portal.Network, portal.Chat, message), cancellationToken), RowWaits.Limit, cancellationToken);

    /// <summary>The event as the room has it; null where it has none.</summary>
    public async Task<MatrixEvent?> AskAsync(PortalRow portal, EventId target, CancellationToken cancellationToken)
    {
        try
        {
            return await clients.Main.GetEventAsync(actingAs: null, new RoomId(portal.RoomId!), target, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // An id of another room, or none at all.
            return null;
        }
    }

    private async Task<IReadOnlyList<MessageRow>> RowsAsync(PortalRow portal, EventId target, CancellationToken cancellationToken) =>
        [.. (await messages.ByEventAsync(target.Value, cancellationToken)).Where(message => message.Network == portal.Network && message.Chat == portal.Chat)];
}
