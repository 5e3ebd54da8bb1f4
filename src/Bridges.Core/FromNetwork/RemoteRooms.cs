using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Opening;
using Bridges.Core.Portals.Upkeep;

namespace Bridges.Core.FromNetwork;

/// <summary>Opens the room that a message needs, and lets a room that is opened again begin with its chat's last messages.</summary>
internal sealed class RemoteRooms(PortalDoor door, FormerRooms former, PortalUpkeep upkeep, RemoteMessages messages, RoomBeginnings beginnings, HistoryAmounts amounts)
{
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, RemoteMessage message, bool replayed, LaneContext lane, CancellationToken cancellationToken)
    {
        var speaker = message.Sender == account.Account.Self ? default(RemoteUserId?) : message.Sender;
        if (await former.OpenAsync(account, message.Chat, () => door.ForMessageAsync(account, message.Chat, speaker, cancellationToken), lane, cancellationToken) is not { } open)
        {
            return RowOutcome.Nothing;
        }

        upkeep.Spoken(account, message.Chat);
        if (open.IsOpenedAgain)
        {
            var (_, most) = await amounts.OfAsync(account, cancellationToken);
            await beginnings.FillAsync(account, open.Portal, most, upTo: message.Id, lane, cancellationToken);
        }

        return await messages.BridgeAsync(account, open.Portal, message, replayed || open.IsOpenedAgain, lane, cancellationToken);
    }

    public async Task<RowOutcome> OpenAsync(RunningAccount account, JournaledRoomOrder order, LaneContext lane, CancellationToken cancellationToken)
    {
        if (order.Order == RoomOrder.BringOwner)
        {
            await former.OpenAsync(account, order.Chat, () => door.ForMessageAsync(account, order.Chat, speaker: null, cancellationToken), lane, cancellationToken);
            return RowOutcome.Nothing;
        }

        var open = await former.OpenAsync(account, order.Chat, async () => await door.OnRequestAsync(account, order.Chat, cancellationToken), lane, cancellationToken);
        if (open is not null && (order.Messages is not null || open.IsOpenedAgain))
        {
            var most = order.Messages ?? (await amounts.OfAsync(account, cancellationToken)).Messages;
            await beginnings.FillAsync(account, open.Portal, most, upTo: null, lane, cancellationToken);
        }

        return RowOutcome.Nothing;
    }
}
