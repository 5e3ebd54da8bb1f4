using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Pins;

/// <summary>What a portal's room has pinned.</summary>
internal sealed class RoomPins(MessageTable messages, HomeserverClients clients)
{
    /// <summary>Those of the pinned events that are messages of the chat.</summary>
    public async Task<IReadOnlyList<RemoteMessageId>> MessagesAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        var found = new List<RemoteMessageId>();
        foreach (var one in await ReadAsync(portal, cancellationToken))
        {
            if (await MessageAsync(portal, one, cancellationToken) is { } message)
            {
                found.Add(message);
            }
        }

        return found;
    }

    /// <summary>What the network did not take is not to be seen in the room either.</summary>
    public async Task SetBackAsync(PortalRow portal, IReadOnlyList<PinChange> refused, CancellationToken cancellationToken)
    {
        var back = new List<EventId>();
        var shown = await ReadAsync(portal, cancellationToken);
        foreach (var one in shown)
        {
            if (await MessageAsync(portal, one, cancellationToken) is not { } message || !refused.Contains(new PinChange(message, IsPinned: true)))
            {
                back.Add(one);
            }
        }

        foreach (var unpinned in refused.Where(static change => !change.IsPinned))
        {
            var parts = await messages.ByRemoteAsync(portal.Network, portal.Chat, unpinned.Message, cancellationToken);
            back.AddRange(parts.Where(static part => !part.IsDeleted).Select(static part => new EventId(part.EventId)).Take(1).Except(back));
        }

        if (!back.SequenceEqual(shown))
        {
            await clients.Main.SendStateAsync(actingAs: null, new RoomId(portal.RoomId!), PinnedEvents.EventType, "", new PinnedEvents(back).ToJson(), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<EventId>> ReadAsync(PortalRow portal, CancellationToken cancellationToken) =>
        PinnedEvents.Read(await clients.Main.GetStateAsync(actingAs: null, new RoomId(portal.RoomId!), PinnedEvents.EventType, "", cancellationToken)).Pinned;

    private async Task<RemoteMessageId?> MessageAsync(PortalRow portal, EventId pinned, CancellationToken cancellationToken) =>
        (await messages.ByEventAsync(pinned.Value, cancellationToken))
            .FirstOrDefault(message => message.Network == portal.Network && message.Chat == portal.Chat && !message.IsDeleted)?.Message;
}
