using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Carries a message that a Matrix user wrote to the network.</summary>
internal sealed class MatrixMessages(
    SenderAccounts senders, MessageReader reader, MatrixEdits edits, EventTargets targets, Deliveries deliveries,
    MessageTable messages, DeliveryReports reports, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        var content = RoomMessageContent.TryParse(roomEvent.Content);
        if (content is { MsgType: MessageTypes.Notice })
        {
            // What machines say in a room is not said to people elsewhere.
            return RowOutcome.Nothing;
        }

        var account = await senders.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        if (time.GetUtcNow() - roomEvent.OriginServerTs > CoreOptions.JournalRemembers
            && await messages.ByEventAsync(roomEvent.EventId.Value, cancellationToken) is not [])
        {
            // Repeated by a homeserver after so long that the journal has forgotten it.
            return RowOutcome.Nothing;
        }

        MessageContent text;
        try
        {
            text = await reader.ReadAsync(account, roomEvent, content?.Said, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return new RowOutcome.Refused(exception.Message);
        }

        if (content?.Replaces is { } edited)
        {
            return await edits.BridgeAsync(row, portal, account, roomEvent, edited, text, lane, cancellationToken);
        }

        var message = new OutgoingMessage(new DeliveryId(roomEvent.EventId.Value), portal.Chat, text)
        {
            ReplyTo = await FindReplyAsync(row, content, lane, portal, cancellationToken),
        };
        var sent = await deliveries.DeliverAsync(row, account, message, lane, cancellationToken);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished([.. sent.Ids.Select((id, ordinal) => MessageTable.Insert(Row(portal, account, roomEvent, id, ordinal, sent.Timestamp)))]);
    }

    private async Task<ReplyTarget?> FindReplyAsync(JournalRow row, RoomMessageContent? content, LaneContext lane, PortalRow portal, CancellationToken cancellationToken)
    {
        if (content?.RepliesTo is not { } target)
        {
            return null;
        }

        // An answer to what has not come there in time is sent without its target: better than not at all.
        var found = await targets.FindAsync(row, portal, target, lane, cancellationToken);
        return found.Messages is [.., var last] ? new ReplyTarget(last.Message) { Author = last.Sender } : null;
    }

    private static MessageRow Row(
        PortalRow portal, RunningAccount account, MatrixEvent roomEvent, RemoteMessageId id, int ordinal, DateTimeOffset timestamp) => new()
    {
        Network = portal.Network,
        Chat = portal.Chat,
        Message = id,
        Part = "",
        Ordinal = ordinal,
        EventId = roomEvent.EventId.Value,
        RoomId = roomEvent.RoomId.Value,
        Sender = account.Account.Self,
        FromMatrix = true,
        Timestamp = timestamp.ToUnixTimeMilliseconds(),
    };
}
