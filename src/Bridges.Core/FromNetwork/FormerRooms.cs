using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals.Opening;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Fetches the room of a chat that was another one before. The move is carried out in the former chat's lane, behind all that was said
/// there, as if the network had told of it; what needs the room waits for that.
/// </summary>
internal sealed class FormerRooms(RemoteEventJournal remoteEvents, Journal journal, RowWaits waits, TimeProvider time)
{
    /// <summary>Opens a room, after the former one has moved where there is one.</summary>
    /// <exception cref="BridgeException">It has not moved in time.</exception>
    public async Task<OpenPortal?> OpenAsync(
        RunningAccount account, ChatKey chat, Func<Task<OpenPortal?>> open, LaneContext lane, CancellationToken cancellationToken)
    {
        var found = await open();
        if (found?.Former is not { } former)
        {
            return found;
        }

        var move = new RemoteChatMove { Chat = found.Portal.Chat, NewKey = chat, NumbersMessagesAnew = former.NumbersMessagesAnew, Timestamp = time.GetUtcNow() };
        var source = await remoteEvents.AppendMoveAsync(account, move, lane.Current!.Id, cancellationToken);
        await waits.WaitAsync(lane.Current!, () => journal.FindBySourceAsync(account.Network, source, cancellationToken), RowWaits.Limit, cancellationToken);
        var moved = await open();
        return moved?.Former is null ? moved : throw BridgeException.Transient("The chat goes on under another key, and its room has yet to move.");
    }
}
