using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Puts a remote message into its room, each part once.</summary>
internal sealed class RemoteMessages(
    AccountRegistry accounts, MessageTable messages, Senders senders, MessageComposer composer, SentEvents sentEvents, HomeserverClients clients,
    ICheckpoints checkpoints, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemoteMessage message, bool replayed, LaneContext lane, CancellationToken cancellationToken)
    {
        if (MayBeKnown(account, message, replayed) && await IsKnownAsync(portal, message, lane, cancellationToken))
        {
            return RowOutcome.Nothing;
        }

        var sender = await senders.ForAsync(account, portal.Chat, message.Sender, message.FromSelf, cancellationToken);
        var room = new RoomId(portal.RoomId!);
        var reply = await FindReplyAsync(portal, message, lane, cancellationToken);
        var writes = new List<Statement>(message.Parts.Count);
        for (var ordinal = 0; ordinal < message.Parts.Count; ordinal++)
        {
            var part = message.Parts[ordinal];
            var mark = BridgeMark.Message(portal, message.Id, part.Id);
            var eventId = await sentEvents.FindAsync(portal, mark, lane, cancellationToken)
                ?? await SendAsync(account, portal, message, part, ordinal == 0 ? reply : null, sender, mark, cancellationToken);
            writes.Add(MessageTable.Insert(Row(portal, message, part, ordinal, eventId, room)));
        }

        return new RowOutcome.Finished(writes);
    }

    /// <summary>Our own messages come back as echoes; history overlaps with what was live.</summary>
    private bool MayBeKnown(RunningAccount account, RemoteMessage message, bool replayed) =>
        replayed || message.FromSelf || accounts.OfMember(account, message.Chat, message.Sender) is not null || time.GetUtcNow() - message.Timestamp > CoreOptions.JournalRemembers;

    private async Task<bool> IsKnownAsync(PortalRow portal, RemoteMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        return (await messages.ByRemoteAsync(portal.Network, portal.Chat, message.Id, cancellationToken)).Count > 0;
    }

    private async Task<EventId?> FindReplyAsync(PortalRow portal, RemoteMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        if (message.ReplyTo is not { } reply)
        {
            return null;
        }

        await lane.SettleAsync();
        var rows = await messages.ByRemoteAsync(portal.Network, portal.Chat, reply.Message, cancellationToken);
        return rows.Count > 0 ? new EventId(rows[0].EventId) : null;
    }

    private async Task<EventId> SendAsync(
        RunningAccount account, PortalRow portal, RemoteMessage message, MessagePart part, EventId? reply, MatrixSender sender, BridgeMark mark, CancellationToken cancellationToken)
    {
        var content = await composer.ComposeAsync(account, message, part, cancellationToken);
        content = content with
        {
            RelatesTo = reply is { } target ? MessageRelation.ReplyTo(target) : null,
            Additional = mark.In(content.Additional),
        };
        checkpoints.Reached(Checkpoint.EventSending);
        var sent = await clients.Main.AsMemberAsync(
            new RoomId(portal.RoomId!), sender,
            who => who.Client.SendMessageAsync(
                who.User, new RoomId(portal.RoomId!), TransactionIds.Of(portal.Network, portal.Chat, mark.Id), content, message.Timestamp, cancellationToken),
            cancellationToken);
        checkpoints.Reached(Checkpoint.EventSent);
        return sent;
    }

    private static MessageRow Row(PortalRow portal, RemoteMessage message, MessagePart part, int ordinal, EventId eventId, RoomId room) => new()
    {
        Network = portal.Network,
        Chat = portal.Chat,
        Message = message.Id,
        Part = part.Id,
        Ordinal = ordinal,
        EventId = eventId.Value,
        RoomId = room.Value,
        Sender = message.Sender,
        FromMatrix = false,
        Timestamp = message.Timestamp.ToUnixTimeMilliseconds(),
        Version = message.Version,
    };
}
