using System.Text.Json;
using Bridges.Core.Commands;
using Bridges.Core.Identity;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Takes an event from Matrix from its lane to those who know its kind.</summary>
internal sealed class MatrixRowHandler(
    PortalRegistry portals, OwnEvents own, PortalEvents events, MatrixReceipts receipts, RoomLives rooms, CommandDispatcher commands, MovedLanes moved)
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        if (row.Lane == UnreadableEvents.Lane)
        {
            return new RowOutcome.Refused($"It cannot be read: {UnreadableEvents.WhyOf(row)}.");
        }

        if (TryReadReceipt(row) is { } receipt)
        {
            return await receipts.BridgeAsync(row, receipt, lane, cancellationToken);
        }

        if (!MatrixEventReader.TryRead(row.Payload, out var roomEvent, out var reason))
        {
            return new RowOutcome.Refused($"It cannot be read: {reason}");
        }

        if (roomEvent.IsRedacted)
        {
            // Said and taken back while the bridge was away: nobody on the network need hear of it.
            return RowOutcome.Nothing;
        }

        if (await rooms.HandleAsync(row, roomEvent, cancellationToken) is { } outcome)
        {
            return outcome;
        }

        var portal = await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken);
        switch (await own.JudgeAsync(row, portal, roomEvent, lane, cancellationToken))
        {
            case OwnEvents.Origin.Bridge:
                return RowOutcome.Nothing;
            case OwnEvents.Origin.Unknown:
                return new RowOutcome.TryAgain("The message that it may be is still on its way.");
        }

        if (portal is null && LaneKey.SenderOf(row.Lane) is not null && roomEvent.Type is EventTypes.Message or EventTypes.Sticker && BridgeMark.Read(roomEvent.Content) is null)
        {
            // The room was a chat's when this was said, and was given up since.
            return new RowOutcome.Refused("This room no longer belongs to a chat.");
        }

        if (roomEvent.Type == EventTypes.Message && commands.IsCommand(roomEvent, portal))
        {
            // What is asked about may have ended a moment ago.
            await lane.SettleAsync();
            return await commands.HandleAsync(row, roomEvent, portal, lane, cancellationToken);
        }

        if (portal is null)
        {
            return roomEvent.Type == EventTypes.Encrypted ? await commands.RefuseEncryptedAsync(roomEvent, cancellationToken) : RowOutcome.Nothing;
        }

        return await moved.WaitAsync(row, cancellationToken)
            ? await events.BridgeAsync(row, portal, roomEvent, lane, cancellationToken)
            : new RowOutcome.TryAgain("What you wrote before it is still on its way.");
    }

    private static JournaledReceipt? TryReadReceipt(JournalRow row)
    {
        // Room events carry their id; receipts have none.
        return row.EventId is null
            ? JsonSerializer.Deserialize(row.Payload.Span, JournaledReceiptJson.Default.JournaledReceipt)
            : null;
    }
}
