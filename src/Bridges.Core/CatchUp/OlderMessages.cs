using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Brings what was said before the first message that a room has, because its user asks for it. On Matrix nothing can be put before what is there:
/// it comes below, with the time at which it was said. What the network has to be asked for comes with <see cref="PushedHistory"/>.
/// </summary>
internal sealed class OlderMessages(MessageTable messages, RemoteEventJournal journal, RequestedHistory requested, LimitsInForce limits, TimeProvider time)
{
    /// <summary>As deep as a chat is read, whose newest messages all are there.</summary>
    private const int Deepest = 5000;

    /// <exception cref="BridgeException">The network has no past to give, or not now.</exception>
    public async Task<OlderHistory> BringAsync(RunningAccount account, ChatKey chat, int count, CancellationToken cancellationToken)
    {
        count = Math.Clamp(count, 1, Math.Max(1, limits.MostMessagesAtLogin));
        if (account.Account is not (IReadsHistory or IRequestsHistory))
        {
            throw BridgeException.Permanent($"{account.NetworkName} gives out nothing of what was said before.");
        }

        var coming = account.Account is IReadsHistory history ? await ReadAsync(account, history, chat, count, cancellationToken) : [];
        var found = new OlderHistory(coming.Count, IsAsked: false) { LastRow = coming is [.., var last] ? last.Id : null };
        if (coming.Count == count || account.Account is not IRequestsHistory asks)
        {
            return found;
        }

        await requested.AddAsync(account, chat, count - coming.Count, cancellationToken);
        var oldest = await messages.OldestAsync(account.Network, chat, cancellationToken);
        await ModuleCalls.RunAsync(() => asks.RequestHistoryAsync(chat, oldest?.Message, count - coming.Count, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        return found with { IsAsked = true };
    }

    private async Task<IReadOnlyList<JournalRow>> ReadAsync(RunningAccount account, IReadsHistory history, ChatKey chat, int count, CancellationToken cancellationToken)
    {
        var coming = new List<JournalRow>();
        foreach (var message in await OlderAsync(account, history, chat, count, cancellationToken))
        {
            coming.AddRange(await journal.AppendRowsAsync(account, [message], replayed: true, cancellationToken));
        }

        return coming;
    }

    private async Task<IReadOnlyList<RemoteMessage>> OlderAsync(RunningAccount account, IReadsHistory history, ChatKey chat, int count, CancellationToken cancellationToken)
    {
        var depth = Math.Min(count + await messages.CountAsync(account.Network, chat, cancellationToken), Deepest);
        while (true)
        {
            var read = await ModuleCalls.RunAsync(() => history.ReadHistoryAsync(chat, after: null, (int)depth, cancellationToken), ModulePatience.Reading, time, cancellationToken);
            var older = await requested.OlderAsync(account, chat, read, count, cancellationToken);
            if (older.Count == count || read.Count < depth || depth == Deepest)
            {
                return older;
            }

            // Messages stand in front that are on their way here, or never came.
            depth = Math.Min(depth * 2, Deepest);
        }
    }
}
