using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.FromNetwork.Pins;
using Bridges.Core.FromNetwork.Polls;
using Bridges.Core.FromNetwork.Reactions;
using Bridges.Core.Lanes;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes what becomes of messages on a network to those who know its kind.</summary>
internal sealed class RemoteChanges(
    RemoteEdits edits, SharedPlaces places, RemoteDeletions deletions, RemoteReadReceipts receipts, ReactionNews reactions, RemotePolls polls, RemotePins pins)
{
    /// <param name="portal">It has a room.</param>
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteEvent remoteEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        return remoteEvent switch
        {
            RemoteEdit edit => await places.MoveAsync(account, portal, edit, lane, cancellationToken) ?? await edits.BridgeAsync(account, portal, edit, lane, cancellationToken),
            RemoteDeletion deletion => await deletions.BridgeAsync(account, portal, deletion, lane, cancellationToken),
            RemoteReadReceipt receipt => await receipts.BridgeAsync(account, portal, receipt, lane, cancellationToken),
            RemoteMessageState { State: MessageState.Read or MessageState.Played, Messages: [.., var newest] } state =>
                await receipts.BridgeAsync(account, portal, ReceiptOf(state, newest), lane, cancellationToken),
            RemoteReactions or RemoteReactors or RemoteReactionCounts => await reactions.BridgeAsync(account, portal, remoteEvent, lane, cancellationToken),
            RemoteVote vote => await polls.VoteAsync(account, portal, vote, lane, cancellationToken),
            RemotePollResult result => await polls.ResultAsync(portal, result, lane, cancellationToken),
            RemotePin pin => await pins.BridgeAsync(account, portal, pin, lane, cancellationToken),
            _ => RowOutcome.Nothing,
        };
    }

    /// <summary>Who has read one message has read what stands above it.</summary>
    private static RemoteReadReceipt ReceiptOf(RemoteMessageState state, RemoteMessageId newest) =>
        new() { Chat = state.Chat, Reader = state.Receiver, UpTo = newest, Timestamp = state.Timestamp };
}
