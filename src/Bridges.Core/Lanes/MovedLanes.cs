using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>
/// Keeps the order of what people send to a chat that has another key since: what stands in their lanes under the former key goes before what
/// stands in those under the new one. (After a start the rows of before were put into the new lanes, see <see cref="FormerLanes"/>.)
/// </summary>
internal sealed class MovedLanes(Journal journal, RowWaits waits, SendsInHand sends) : IDisposable
{
    private readonly BoundedCache<(NetworkId, ChatKey), ChatKey> _former = new(1024);

    /// <summary>Called before a chat moves: waits for what is being handed to the network under the former key, so that what becomes of it is noted there.</summary>
    public async Task EmptyAsync(NetworkId network, ChatKey from, ChatKey to, CancellationToken cancellationToken)
    {
        await sends.WaitAsync(network, from, static send => send.IsCertain, RowWaits.Limit, cancellationToken);
        _former.Set((network, to), from);
    }

    /// <summary>Waits until all that the row's sender wrote before it, under the chat's former key, has ended.</summary>
    /// <returns>False where it has not ended in time.</returns>
    public async Task<bool> WaitAsync(JournalRow row, CancellationToken cancellationToken)
    {
        if (LaneKey.ChatOf(row.Lane) is not { } chat || !_former.TryGet(chat, out var former) || LaneKey.SenderOf(row.Lane) is not { } sender)
        {
            return true;
        }

        while (await OldestAsync(LaneKey.Of(chat.Network, former, sender), cancellationToken) is { } older && older.Id < row.Id)
        {
            if (!await waits.WaitAsync(row, () => Task.FromResult<JournalRow?>(older), RowWaits.Limit, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => _former.Dispose();

    private async Task<JournalRow?> OldestAsync(string lane, CancellationToken cancellationToken) =>
        await journal.ReadLaneAsync(lane, afterId: 0, limit: 1, cancellationToken) is [var oldest, ..] ? oldest : null;
}
