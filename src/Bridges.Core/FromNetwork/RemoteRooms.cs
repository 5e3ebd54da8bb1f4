using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Opening;
using Bridges.Core.Portals.Upkeep;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Opens the room that a message needs, and lets a room that is opened again begin with its chat's last messages.</summary>
internal sealed class RemoteRooms(PortalDoor door, FormerRooms former, PortalUpkeep upkeep, RemoteMessages messages, HistoryAmounts amounts, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(RunningAccount account, RemoteMessage message, bool replayed, LaneContext lane, CancellationToken cancellationToken)
    {
        var speaker = message.Sender == account.Account.Self ? default(RemoteUserId?) : message.Sender;
        if (await former.OpenAsync(account, message.Chat, () => door.ForMessageAsync(account, message.Chat, speaker, cancellationToken), lane, cancellationToken) is not { } open)
        {
            return RowOutcome.Nothing;
        }

        upkeep.Spoken(account, message.Chat);
        if (!open.IsOpenedAgain)
        {
            return await messages.BridgeAsync(account, open.Portal, message, replayed, lane, cancellationToken);
        }

        var history = await HistoryAsync(account, message.Chat, cancellationToken);
        return await BridgeAllAsync(account, open.Portal, [.. history.Where(past => past.Id != message.Id), message], lane, cancellationToken);
    }

    public async Task<RowOutcome> OpenAsync(RunningAccount account, JournaledRoomOrder order, LaneContext lane, CancellationToken cancellationToken)
    {
        if (order.Order == RoomOrder.BringOwner)
        {
            await former.OpenAsync(account, order.Chat, () => door.ForMessageAsync(account, order.Chat, speaker: null, cancellationToken), lane, cancellationToken);
            return RowOutcome.Nothing;
        }

        var open = await former.OpenAsync(account, order.Chat, async () => await door.OnRequestAsync(account, order.Chat, cancellationToken), lane, cancellationToken);
        return open is { IsOpenedAgain: true }
            ? await BridgeAllAsync(account, open.Portal, await HistoryAsync(account, order.Chat, cancellationToken), lane, cancellationToken)
            : RowOutcome.Nothing;
    }

    private async Task<RowOutcome> BridgeAllAsync(
        RunningAccount account, PortalRow portal, IReadOnlyList<RemoteMessage> all, LaneContext lane, CancellationToken cancellationToken)
    {
        var writes = new List<Statement>();
        foreach (var message in all)
        {
            var outcome = await messages.BridgeAsync(account, portal, message, replayed: true, lane, cancellationToken);
            if (outcome is not RowOutcome.Finished finished)
            {
                return outcome;
            }

            writes.AddRange(finished.Writes);
        }

        return new RowOutcome.Finished(writes);
    }

    private async Task<IReadOnlyList<RemoteMessage>> HistoryAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        var (_, most) = await amounts.OfAsync(account, cancellationToken);
        return account.Account is IReadsHistory history
            ? await ModuleCalls.RunAsync(() => history.ReadHistoryAsync(chat, after: null, most, cancellationToken), ModulePatience.Reading, time, cancellationToken)
            : [];
    }
}
