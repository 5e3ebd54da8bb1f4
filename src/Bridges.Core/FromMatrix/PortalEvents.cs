using Bridges.Core.FromMatrix.Groups;
using Bridges.Core.FromMatrix.Pins;
using Bridges.Core.FromMatrix.Places;
using Bridges.Core.FromMatrix.Polls;
using Bridges.Core.FromMatrix.Reactions;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Takes what people do in a portal to those who know its kind.</summary>
internal sealed class PortalEvents(MatrixMessages messages, MatrixDeletions deletions, MatrixReactions reactions, MatrixPolls polls, MatrixPins pins, MatrixBeacons beacons, GroupChanges groups)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        return roomEvent.Type switch
        {
            EventTypes.Redaction => await reactions.TakeOffAsync(row, portal, roomEvent, lane, cancellationToken)
                ?? await deletions.BridgeAsync(row, portal, roomEvent, lane, cancellationToken),
            ReactionContent.EventType => await reactions.BridgeAsync(row, portal, roomEvent, lane, cancellationToken),
            EventTypes.CallInvite => new RowOutcome.Refused("Calls cannot be made through the bridge."),
            PinnedEvents.EventType => await pins.BridgeAsync(row, portal, roomEvent, lane, cancellationToken),
            var type when GroupChanges.Concerns(type) => await groups.BridgeAsync(row, portal, roomEvent, cancellationToken),
            var type when PollTypes.IsStart(type) => await polls.AskAsync(row, portal, roomEvent, lane, cancellationToken),
            var type when PollTypes.IsResponse(type) => await polls.VoteAsync(row, portal, roomEvent, lane, cancellationToken),
            var type when PollTypes.IsEnd(type) => await polls.EndAsync(row, portal, roomEvent, lane, cancellationToken),
            var type when BeaconTypes.IsInfo(type) => await beacons.AnnounceAsync(portal, roomEvent, lane, cancellationToken),
            var type when BeaconTypes.IsBeacon(type) => await beacons.MoveAsync(row, portal, roomEvent, lane, cancellationToken),
            EventTypes.Encrypted => new RowOutcome.Refused("The message is encrypted, and the bridge cannot read encrypted rooms yet."),
            _ => await messages.BridgeAsync(row, portal, roomEvent, lane, cancellationToken),
        };
    }
}
