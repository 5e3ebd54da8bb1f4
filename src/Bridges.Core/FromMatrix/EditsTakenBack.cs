using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.IncomingEvents;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>An edit was redacted: the message reads on the network as it now reads on Matrix.</summary>
internal sealed class EditsTakenBack(SenderAccounts senders, MessageReader reader, MatrixEdits edits, HomeserverClients clients)
{
    /// <param name="redaction">The event that takes the edit back.</param>
    /// <param name="original">The message that was edited.</param>
    public async Task<RowOutcome> BridgeAsync(
        JournalRow row, PortalRow portal, MatrixEvent redaction, EventId original, LaneContext lane, CancellationToken cancellationToken)
    {
        if (await clients.Main.GetEventAsync(actingAs: null, redaction.RoomId, original, cancellationToken) is not { IsRedacted: false } message
            || NewestContent.Of(message) is not { } content)
        {
            // The message itself is gone, and so are its edits.
            return RowOutcome.Nothing;
        }

        var account = await senders.RequireAsync(portal, redaction.Sender, cancellationToken);
        var text = await reader.ReadAsync(account, portal.Chat, message, content, progress: null, cancellationToken);
        return await edits.BridgeAsync(row, portal, account, redaction, original, text, lane, cancellationToken);
    }
}
