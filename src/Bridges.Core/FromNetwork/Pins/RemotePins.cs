using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Pins;

/// <summary>
/// Pins in the room what is pinned in the chat. What is not bridged is left out, and nothing is done where nothing changes: if the room then differs from what is
/// known of the chat, somebody there changed it, which is yet to reach the network.
/// </summary>
internal sealed class RemotePins(RemoteTargets targets, MessageTable messages, PinTable pins, PinChecks checks, HomeserverClients clients)
{
    public Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemotePin change, LaneContext lane, CancellationToken cancellationToken) =>
        change.Target is { } target
            ? BridgeAsync(account, portal, change, target, lane, cancellationToken)
            : TakeAllOffAsync(portal, lane, cancellationToken);

    private async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemotePin change, RemoteMessageId target, LaneContext lane, CancellationToken cancellationToken)
    {
        var parts = await targets.FindSettledAsync(portal, target, lane, cancellationToken);
        var wasPinned = (await pins.OfChatAsync(portal.Network, portal.Chat, cancellationToken)).Contains(target);
        var isPinned = await checks.IsPinnedAsync(account, change.Chat, target, change.IsPinned, cancellationToken);
        var events = EventsOf(parts);
        if (isPinned == wasPinned || (isPinned && events.Count == 0))
        {
            return RowOutcome.Nothing;
        }

        await ShowAsync(portal, shown => isPinned ? shown.Concat(events.Take(1).Except(shown)) : shown.Except(events), cancellationToken);
        var key = new MessageKey(portal.Network, portal.Chat, target);
        return new RowOutcome.Finished([isPinned ? PinTable.Insert(key) : PinTable.Remove(key)]);
    }

    private async Task<RowOutcome> TakeAllOffAsync(PortalRow portal, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var all = await pins.OfChatAsync(portal.Network, portal.Chat, cancellationToken);
        var events = new List<EventId>();
        foreach (var pinned in all)
        {
            events.AddRange(EventsOf(await messages.ByRemoteAsync(portal.Network, portal.Chat, pinned, cancellationToken)));
        }

        await ShowAsync(portal, shown => shown.Except(events), cancellationToken);
        return new RowOutcome.Finished([.. all.Select(pinned => PinTable.Remove(new MessageKey(portal.Network, portal.Chat, pinned)))]);
    }

    private async Task ShowAsync(PortalRow portal, Func<IReadOnlyList<EventId>, IEnumerable<EventId>> change, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var shown = PinnedEvents.Read(await clients.Main.GetStateAsync(actingAs: null, room, PinnedEvents.EventType, "", cancellationToken)).Pinned;
        EventId[] pinned = [.. change(shown)];
        if (!pinned.SequenceEqual(shown))
        {
            await clients.Main.SendStateAsync(actingAs: null, room, PinnedEvents.EventType, "", new PinnedEvents(pinned).ToJson(), cancellationToken);
        }
    }

    private static List<EventId> EventsOf(IReadOnlyList<MessageRow> parts) => [.. parts.Where(static part => !part.IsDeleted).Select(static part => new EventId(part.EventId))];
}
