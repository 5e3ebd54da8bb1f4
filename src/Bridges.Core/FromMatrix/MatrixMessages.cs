using Bridges.Abstractions;
using Bridges.Core.FromMatrix.Choices;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Carries a message that a Matrix user wrote to the network.</summary>
internal sealed class MatrixMessages(
    SenderAccounts senders, ChoicePresses choices, UnhurriedReading reading, MatrixEdits edits, OutgoingMessages outgoing, MessageTable messages, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        var content = roomEvent.Type == EventTypes.Sticker ? RoomMessageReader.ReadSticker(roomEvent.Content) : RoomMessageReader.Read(roomEvent.Content);
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

        await reading.ArriveAsync(account, portal.Chat, roomEvent, content, cancellationToken);
        if (UnhurriedReading.IsToStepAside(row, content?.Said))
        {
            return new RowOutcome.MoveTo(UnhurriedReading.LaneOf(row));
        }

        using var file = reading.Begin(account, roomEvent, content?.Said);
        MessageContent text;
        try
        {
            if (await reading.ReadAsync(row, account, portal.Chat, roomEvent, content?.Said, file, cancellationToken) is not { } read)
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
            Tell(file, outcome);
            return outcome;
        }

        var sent = await outgoing.SendAsync(row, portal, account, roomEvent, content?.RepliesTo, text, file, lane, cancellationToken);
        reading.Forget(roomEvent, content);
        Tell(file, sent);
        return sent;
    }

    private static void Tell(FileUnderWay? file, RowOutcome outcome)
    {
        if (file is not null && outcome is RowOutcome.Finished)
        {
            file.IsDone = true;
        }
    }
}
