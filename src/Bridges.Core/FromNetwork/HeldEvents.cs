using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Keeps on disk what an account tells while it is looked for what it missed. A library that keeps a network's history takes what it told for
/// delivered, and may yet lose it where it is killed before it has stored it. What the next host finds here it journals behind what its own look found.
/// </summary>
internal sealed partial class HeldEvents(HeldEventTable table, Database database, RemoteEventJournal journal, TimeProvider time, ILogger<HeldEvents> logger)
{
    private const int Page = 100;

    private readonly Lock _lock = new();
    private Task<long>? _before;
    private long _given;

    /// <summary>Only messages and what becomes of them: told late, the others could undo what was told since.</summary>
    /// <returns>By what it is let go of; null where it is not kept, as its network tells it again.</returns>
    public async Task<long?> HoldAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        if (account.Account is not IReadsHistory || remoteEvent is not (RemoteMessage or RemoteEdit or RemoteDeletion))
        {
            return null;
        }

        // In the order of the calls.
        var given = Interlocked.Increment(ref _given);
        try
        {
            var number = await BeforeAsync() + given;
            var payload = new JournaledRemoteEvent(account.Id, remoteEvent).Serialize();
            await database.WriteAsync([table.Insert(number, account.Network, account.Id, payload)], cancellationToken: cancellationToken);
            return number;
        }
        catch (StorageException exception)
        {
            // It waits all the same, and the library has very likely stored it.
            Log.NotHeld(logger, exception, account.Network.Value, account.Id.Value);
            return null;
        }
    }

    /// <summary>It is in the journal.</summary>
    public async Task LetGoAsync(long number, CancellationToken cancellationToken) =>
        await database.WriteAsync([HeldEventTable.Delete(number)], cancellationToken: cancellationToken);

    /// <summary>Journals what an earlier host held, of what is not in the journal by now. A message that was deleted meanwhile does not come back.</summary>
    public async Task ReplayAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        var before = await BeforeAsync();
        while (await table.ReadAsync(account.Network, account.Id, before, Page, cancellationToken) is { Count: > 0 } rows)
        {
            var events = rows.Select(row => JournaledRemoteEvent.TryRead(row.Payload)?.Event).OfType<RemoteEvent>().ToList();
            var gone = await GoneAsync(account, events, cancellationToken);
            foreach (var held in events.Where(held => MessageOf(held) is not { } named || !gone.Contains(named)))
            {
                await journal.AppendAsync(account, held, replayed: true, cancellationToken);
            }

            await database.WriteAsync([.. rows.Select(row => HeldEventTable.Delete(row.Number))], cancellationToken: cancellationToken);
        }
    }

    private async Task<HashSet<(ChatKey, RemoteMessageId)>> GoneAsync(RunningAccount account, IEnumerable<RemoteEvent> events, CancellationToken cancellationToken)
    {
        var all = new HashSet<(ChatKey, RemoteMessageId)>();
        foreach (var ofChat in events.Select(MessageOf).OfType<(ChatKey Chat, RemoteMessageId Message)>().Distinct().GroupBy(named => named.Chat))
        {
            try
            {
                var gone = await MessageChecks.FindGoneAsync(account, ofChat.Key, [.. ofChat.Select(named => named.Message)], time, cancellationToken);
                all.UnionWith(gone?.Select(message => (ofChat.Key, message)) ?? []);
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
            {
                // A chat that the account may not read any more; what it was told while it could is no less true.
            }
        }

        return all;
    }

    /// <summary>The message that an event tells of, or changes; null where it does neither.</summary>
    private static (ChatKey Chat, RemoteMessageId Message)? MessageOf(RemoteEvent told) => told switch
    {
        RemoteMessage message => (message.Chat, message.Id),
        RemoteEdit edit => (edit.Chat, edit.Target),
        _ => null,
    };

    /// <summary>The last number that an earlier host gave.</summary>
    private Task<long> BeforeAsync()
    {
        lock (_lock)
        {
            return _before is null or { IsCompleted: true, IsCompletedSuccessfully: false } ? _before = table.NewestAsync(CancellationToken.None) : _before;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An event of {Network} account {Account} waits in memory only")]
        public static partial void NotHeld(ILogger logger, Exception exception, string network, string account);
    }
}
