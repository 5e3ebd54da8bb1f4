using Bridges.Abstractions;
using Bridges.Core.FromMatrix.Choices;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Carries a message that a Matrix user wrote to the network.</summary>
internal sealed class MatrixMessages(
    SenderAccounts senders, UnhurriedReading reading, MatrixEdits edits, EventTargets targets, Deliveries deliveries,
    MessageTable messages, DeliveryReports reports, SentRemarks remarks, ChoicePresses choices, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        var content = roomEvent.Type == EventTypes.Sticker ? RoomMessageContent.TryParseSticker(roomEvent.Content) : RoomMessageContent.TryParse(roomEvent.Content);
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

        if (await choices.PressAsync(row, portal, account, roomEvent, content, lane, cancellationToken) is { } pressed)
        {
            return pressed;
        }

        if (UnhurriedReading.IsToStepAside(row, content?.Said))
        {
            return new RowOutcome.MoveTo(UnhurriedReading.LaneOf(row));
        }

        MessageContent text;
        try
        {
            if (await reading.ReadAsync(row, account, portal.Chat, roomEvent, content?.Said, cancellationToken) is not { } read)
            {
                return new RowOutcome.MoveTo(UnhurriedReading.LaneOf(row));
            }

            text = read;
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            reading.Forget(roomEvent, content);
            return new RowOutcome.Refused(exception.Message);
        }

        if (content?.Replaces is { } edited)
        {
            var outcome = await edits.BridgeAsync(row, portal, account, roomEvent, edited, text, lane, cancellationToken);
            reading.Forget(roomEvent, content);
            return outcome;
        }

        var message = new OutgoingMessage(new DeliveryId(roomEvent.EventId.Value), portal.Chat, text)
        {
            ReplyTo = await FindReplyAsync(row, content, lane, portal, cancellationToken),
            Timestamp = roomEvent.OriginServerTs,
        };
        var sent = await deliveries.DeliverAsync(row, account, message, lane, cancellationToken);
        reading.Forget(roomEvent, content);
        await remarks.TellAsync(roomEvent, sent, cancellationToken);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished([.. sent.Ids.Select((id, ordinal) => MessageTable.Insert(SentRows.Of(portal, account, roomEvent, id, ordinal, sent.Timestamp)))]);
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
}
