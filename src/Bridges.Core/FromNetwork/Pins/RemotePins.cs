using Bridges.Abstractions;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Pins;

/// <summary>Pins in the room what is pinned in the chat. What is not bridged is left out, and nothing is sent where nothing changes.</summary>
internal sealed class RemotePins(RemoteTargets targets, MessageTable messages, PinTable pins, HomeserverClients clients)
{
    public async Task<RowOutcome> BridgeAsync(PortalRow portal, RemotePin change, LaneContext lane, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        var concerned = change.Target is { } target
            ? [(Message: target, Rows: await targets.FindSettledAsync(portal, target, lane, cancellationToken))]
            : await AllAsync(portal, lane, cancellationToken);
        var shown = PinnedEvents.Read(await clients.Main.GetStateAsync(actingAs: null, room, PinnedEvents.EventType, "", cancellationToken));
        var events = concerned.SelectMany(static pin => pin.Rows).Where(static row => !row.IsDeleted).Select(static row => new EventId(row.EventId)).ToArray();
        EventId[] pinned = change.IsPinned
            ? [.. shown.Pinned, .. events.Take(1).Except(shown.Pinned)]
            : [.. shown.Pinned.Except(events)];
        if (!pinned.SequenceEqual(shown.Pinned))
        {
            await clients.Main.SendStateAsync(actingAs: null, room, PinnedEvents.EventType, "", new PinnedEvents(pinned).ToJson(), cancellationToken);
        }

        var keys = concerned.Select(pin => new MessageKey(portal.Network, portal.Chat, pin.Message));
        return new RowOutcome.Finished([.. change.IsPinned ? keys.Where(_ => events.Length > 0).Select(PinTable.Insert) : keys.Select(PinTable.Remove)]);
    }

    private async Task<(RemoteMessageId Message, IReadOnlyList<MessageRow> Rows)[]> AllAsync(PortalRow portal, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        var all = new List<(RemoteMessageId, IReadOnlyList<MessageRow>)>();
        foreach (var pinned in await pins.OfChatAsync(portal.Network, portal.Chat, cancellationToken))
        {
            all.Add((pinned, await messages.ByRemoteAsync(portal.Network, portal.Chat, pinned, cancellationToken)));
        }

        return [.. all];
    }
}
