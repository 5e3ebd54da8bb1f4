using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork;
using Bridges.Core.Portals;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Looks, at the beginning of a session, for what happened while nobody listened. What it finds goes into the journal like
/// everything else. It goes on until it has seen every chat: a failure on the way makes it late, not blind.
/// </summary>
internal sealed partial class GapFinder(
    PortalRegistry portals, FirstSync firstSync, ChatComparison comparison, HeldEvents held, LastSearches lastSearches, TimeProvider time, ILogger<GapFinder> logger)
{
    private const int MaxChats = 500;

    private static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(1);

    public async Task RunAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        // What is read before the connection is up says nothing of what happened meanwhile, and a look that ends as
        // another session begins nothing of the gap before that: neither may count for the session's own look.
        var (began, session, isConnected) = (time.GetUtcNow(), account.Session, account.State.Condition == AccountCondition.Connected);
        var seen = new HashSet<ChatKey>();
        for (var wait = _firstWait; ; wait = wait * 2 < _longestWait ? wait * 2 : _longestWait)
        {
            try
            {
                await firstSync.RunIfOwedAsync(account, cancellationToken);
                await LookAsync(account, seen, cancellationToken);
                await held.ReplayAsync(account, cancellationToken);
                if (isConnected)
                {
                    await lastSearches.SaveAsync(account, began, cancellationToken);
                    account.LookedAtAll(session);
                }

                return;
            }
            catch (Exception exception) when (exception is BridgeException { Kind: FailureKind.Permanent } or StorageException { IsTransient: false })
            {
                Log.Failed(logger, exception, account.Network.Value, account.Id.Value);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever a module throws: an account that hears nothing any more would be worse.
                Log.Interrupted(logger, exception, account.Network.Value, account.Id.Value, wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private async Task LookAsync(RunningAccount account, HashSet<ChatKey> seen, CancellationToken cancellationToken)
    {
        if (account.Account is not IReadsHistory history || account.Account is not IListsChats lister)
        {
            return;
        }

        var found = 0;
        var since = await lastSearches.SinceAsync(account, cancellationToken);
        var chats = await ModuleCalls.RunAsync(() => lister.ListChatsAsync(MaxChats, cancellationToken), ModulePatience.Reading, time, cancellationToken);
        foreach (var chat in chats)
        {
            if (!seen.Contains(chat.Key) && await ConcernsAsync(account, chat, since, cancellationToken))
            {
                found += await CompareAsync(account, history, chat, since, cancellationToken);
            }

            seen.Add(chat.Key);
        }

        Log.Looked(logger, account.Network.Value, account.Id.Value, found);
    }

    /// <summary>Chats that came into being, or to life, since the last look; at the beginning of a session all others with a room too.</summary>
    private async ValueTask<bool> ConcernsAsync(RunningAccount account, ChatSummary chat, DateTimeOffset since, CancellationToken cancellationToken) =>
        chat.LastActivity >= since || (account.OwesFullLook && await portals.FindAsync(account.Network, chat.Key, cancellationToken) is { RoomId: not null });

    private async Task<int> CompareAsync(RunningAccount account, IReadsHistory history, ChatSummary chat, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            return await comparison.RunAsync(account, history, chat, since, cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            // A chat that the account may not read any more; the others can be.
            Log.ChatPassedOver(logger, exception, account.Network.Value, account.Id.Value);
            return 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Looked for what {Network} account {Account} missed: {Found} events")]
        public static partial void Looked(ILogger logger, string network, string account, int found);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The look for what {Network} account {Account} missed was interrupted; it goes on in {Wait}")]
        public static partial void Interrupted(ILogger logger, Exception exception, string network, string account, TimeSpan wait);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A chat of {Network} account {Account} cannot be compared with its room")]
        public static partial void ChatPassedOver(ILogger logger, Exception exception, string network, string account);

        [LoggerMessage(Level = LogLevel.Error, Message = "Could not look for what {Network} account {Account} missed")]
        public static partial void Failed(ILogger logger, Exception exception, string network, string account);
    }
}
