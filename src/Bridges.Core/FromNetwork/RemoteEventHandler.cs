using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Takes a row of a network from its lane to those who know its kind.</summary>
internal sealed class RemoteEventHandler(
    Tellers tellers, LostRooms lost, RemoteRooms rooms, RemoteChatEvents chatEvents, RemoteChanges changes, PortalRegistry known, CurrentPeople people)
{
    public async Task<RowOutcome> HandleAsync(JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        var journaled = JournaledRemoteEvent.TryRead(row);
        var order = journaled is null or { Event: RemoteChatChange } ? JournaledRoomOrder.TryRead(row) : null;
        if (order is not null)
        {
            // Rooms are made in their chats' lanes alone: it has waited beside that.
            return await tellers.CarryOutAsync(
                row, order.Account, order.Chat, Substitution.Never,
                async account => LaneKey.IsAside(row.Lane)
                    ? new RowOutcome.MoveTo(LaneKey.Of(row.Network, order.Chat))
                    : await lost.WatchAsync(account, order.Chat, () => rooms.OpenAsync(account, order, lane, cancellationToken), cancellationToken),
                cancellationToken);
        }

        if (journaled is null)
        {
            return new RowOutcome.GiveUp("The journaled event cannot be read.");
        }

        var remoteEvent = people.In(row.Network, journaled.Event);
        return await tellers.CarryOutAsync(
            row, journaled.Account, remoteEvent.Chat, SubstitutionFor(remoteEvent),
            account => lost.WatchAsync(
                account, remoteEvent.Chat,
                () => HandleAsync(account, account.Id == journaled.Account ? remoteEvent : ToldByAnother(remoteEvent), journaled.Replayed, row, lane, cancellationToken), cancellationToken),
            cancellationToken);
    }

    private async Task<RowOutcome> HandleAsync(
        RunningAccount account, RemoteEvent remoteEvent, bool replayed, JournalRow row, LaneContext lane, CancellationToken cancellationToken)
    {
        if (remoteEvent is RemoteMessage message)
        {
            return await rooms.BridgeAsync(account, message, replayed, lane, cancellationToken);
        }

        var portal = await known.FindAsync(row.Network, remoteEvent.Chat, cancellationToken);
        if (remoteEvent is RemoteMembership or RemoteChatChange or RemoteChatMove or RemoteChatDeletion or RemoteNotice or RemoteChatSettings)
        {
            return await chatEvents.BridgeAsync(account, portal, remoteEvent, row, lane, cancellationToken);
        }

        // What concerns a chat without a room concerns nobody on Matrix.
        if (portal is not { RoomId: not null } existing)
        {
            return RowOutcome.Nothing;
        }

        return await changes.BridgeAsync(account, existing, remoteEvent, lane, cancellationToken);
    }

    private static Substitution SubstitutionFor(RemoteEvent remoteEvent) => remoteEvent switch
    {
        RemoteChatSettings or RemoteChatDeletion or RemoteReadReceipt { FromSelf: true } => Substitution.Never,
        RemoteMessage { FromSelf: true } or RemoteEdit { FromSelf: true } => Substitution.AfterLogout,
        _ => Substitution.Always,
    };

    private static RemoteEvent ToldByAnother(RemoteEvent remoteEvent) => remoteEvent switch
    {
        RemoteMessage message => message with { FromSelf = false },
        RemoteEdit edit => edit with { FromSelf = false },
        // Whom it concerned, and whether that still holds, a look at the chat tells.
        RemoteMembership membership => new RemoteChatChange { Chat = membership.Chat, Timestamp = membership.Timestamp },
        _ => remoteEvent,
    };
}
