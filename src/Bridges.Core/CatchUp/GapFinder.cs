using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.Portals;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Looks, at the beginning of a session, for what happened in chats that have rooms while nobody listened: new
/// messages, edits and deletions. What it finds goes into the journal like everything else.
/// </summary>
internal sealed partial class GapFinder(PortalRegistry portals, MessageTable messages, TimeProvider time, ILogger<GapFinder> logger)
{
    private const int MaxChats = 500;

    /// <summary>How many of the newest messages of a chat are compared one by one.</summary>
    private const int Window = 50;

    /// <summary>By how much the network's clock may be behind ours.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(1);

    /// <summary>The longest gap that is filled.</summary>
    private const int MaxMissed = 2000;

    public async Task RunAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        if (account.Account is not IReadsHistory history || account.Account is not IListsChats lister)
        {
            return;
        }

        try
        {
            var found = 0;
            foreach (var chat in await lister.ListChatsAsync(MaxChats, cancellationToken))
            {
                if (await portals.FindAsync(account.Network, chat.Key, cancellationToken) is { RoomId: not null } portal)
                {
                    found += await CompareAsync(account, history, portal, cancellationToken);
                }
            }

            Log.Looked(logger, account.Network.Value, account.Id.Value, found);
        }
        catch (Exception exception) when (exception is BridgeException or StorageException)
        {
            Log.Failed(logger, exception, account.Network.Value, account.Id.Value);
        }
    }

    private async Task<int> CompareAsync(RunningAccount account, IReadsHistory history, PortalRow portal, CancellationToken cancellationToken)
    {
        var known = await messages.NewestAsync(portal.Network, portal.Chat, Window, cancellationToken);
        // A room whose first message is still on its way knows nothing yet: what is younger than the room belongs into it.
        var since = known.Count > 0 ? known[^1].Timestamp : portal.CreatedAt - (long)_slack.TotalMilliseconds;
        var newest = await history.ReadHistoryAsync(portal.Chat, after: null, Window, cancellationToken);
        var byId = known.ToLookup(row => row.Message);
        if (known.Count > 0 && newest.Count > 0 && !newest.Any(message => byId.Contains(message.Id)))
        {
            // The gap is longer than the window.
            newest = await history.ReadHistoryAsync(portal.Chat, known[0].Message, MaxMissed, cancellationToken);
        }

        var found = 0;
        foreach (var message in newest)
        {
            if (Missed(message, byId[message.Id].FirstOrDefault(), since) is { } missed)
            {
                await account.JournalAsync(new JournaledRemoteEvent(account.Id, missed, Replayed: true), cancellationToken);
                found++;
            }
        }

        foreach (var gone in Deleted(newest, known))
        {
            var deletion = new RemoteDeletion { Chat = portal.Chat, Target = gone, Timestamp = time.GetUtcNow() };
            await account.JournalAsync(new JournaledRemoteEvent(account.Id, deletion, Replayed: true), cancellationToken);
            found++;
        }

        return found;
    }

    /// <summary>What a message in the history tells that is not known yet.</summary>
    private static RemoteEvent? Missed(RemoteMessage message, MessageRow? row, long since)
    {
        if (row is null)
        {
            // Older than all that was bridged: history that nobody asked for.
            return message.Timestamp.ToUnixTimeMilliseconds() >= since ? message : null;
        }

        return message.Version > row.Version && !row.IsDeleted
            ? new RemoteEdit
            {
                Chat = message.Chat,
                Target = message.Id,
                Sender = message.Sender,
                FromSelf = message.FromSelf,
                Parts = message.Parts,
                Timestamp = message.Timestamp,
                Version = message.Version,
            }
            : null;
    }

    /// <summary>Messages that are known, lie inside the stretch that was read, and are not there any more.</summary>
    private static IEnumerable<RemoteMessageId> Deleted(IReadOnlyList<RemoteMessage> read, IReadOnlyList<MessageRow> known)
    {
        if (read.Count == 0)
        {
            return [];
        }

        var oldest = read[0].Timestamp.ToUnixTimeMilliseconds();
        var present = read.Select(message => message.Id).ToHashSet();
        return known
            .Where(row => !row.IsDeleted && row.Timestamp > oldest && !present.Contains(row.Message))
            .Select(row => row.Message)
            .Distinct();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Looked for what {Network} account {Account} missed: {Found} events")]
        public static partial void Looked(ILogger logger, string network, string account, int found);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Could not look for what {Network} account {Account} missed")]
        public static partial void Failed(ILogger logger, Exception exception, string network, string account);
    }
}
