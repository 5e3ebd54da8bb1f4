using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromNetwork;

/// <summary>
/// Lets a room begin with its chat's last messages. They are put there in the chat's own lane: what is told while they are read stands in the journal
/// behind the row that brings them, and so in the room behind them.
/// </summary>
internal sealed partial class RoomBeginnings(
    RemoteMessages remoteMessages, MessageTable messages, Journal journal, RemoteEventJournal remoteEvents, Database database, TimeProvider time, ILogger<RoomBeginnings> logger)
{
    /// <summary>After so many vain tries, two minutes, the room begins without them: what is said now waits.</summary>
    private const int PatientAttempts = 8;

    /// <param name="most">How many messages.</param>
    /// <param name="upTo">The message that opened the room, which comes by itself; null: none did.</param>
    public async Task FillAsync(RunningAccount account, PortalRow portal, int most, RemoteMessageId? upTo, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        foreach (var message in await MissingAsync(portal, await ReadAsync(account, portal.Chat, most, lane, cancellationToken), upTo, cancellationToken))
        {
            if (await BridgeAsync(account, portal, message, lane, cancellationToken) is RowOutcome.Finished finished)
            {
                // Each by itself: the next may be an answer to it.
                await database.WriteAsync(finished.Writes, cancellationToken: cancellationToken);
            }
            else
            {
                // What has to wait, or fails for good, does so by itself.
                await remoteEvents.AppendAsync(account, message, replayed: true, cancellationToken);
            }
        }
    }

    private async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        try
        {
            return await remoteMessages.BridgeAsync(account, portal, message, replayed: true, lane, cancellationToken);
        }
        catch (Exception exception) when (Failures.IsExpected(exception) && Failures.ToOutcome(exception) is RowOutcome.GiveUp given)
        {
            return given;
        }
    }

    /// <summary>
    /// Those behind the last one that is in the room: after a crash some are. Where it has others only, none: old messages must not stand behind newer ones.
    /// Whatever has a row of its own yet to come ends them.
    /// </summary>
    private async Task<IReadOnlyList<RemoteMessage>> MissingAsync(PortalRow portal, IReadOnlyList<RemoteMessage> read, RemoteMessageId? upTo, CancellationToken cancellationToken)
    {
        var missing = new List<RemoteMessage>();
        var bridged = (await messages.NewestAsync(portal.Network, portal.Chat, Math.Max(1, read.Count), cancellationToken)).Select(row => row.Message).ToHashSet();
        var follows = bridged.Count == 0;
        foreach (var message in read)
        {
            if (bridged.Contains(message.Id))
            {
                missing.Clear();
                follows = true;
            }
            else if (message.Id == upTo || await IsToComeAsync(portal, message, cancellationToken))
            {
                break;
            }
            else if (follows)
            {
                missing.Add(message);
            }
        }

        return missing;
    }

    private async Task<bool> IsToComeAsync(PortalRow portal, RemoteMessage message, CancellationToken cancellationToken) =>
        await journal.FindBySourceAsync(portal.Network, SourceKeys.OfMessage(portal.Network, portal.Chat, message.Id), cancellationToken)
            is { State: JournalState.Queued or JournalState.HandingOver };

    private async Task<IReadOnlyList<RemoteMessage>> ReadAsync(RunningAccount account, ChatKey chat, int most, LaneContext lane, CancellationToken cancellationToken)
    {
        if (most == 0 || account.Account is not IReadsHistory history)
        {
            return [];
        }

        try
        {
            return await ModuleCalls.RunAsync(() => history.ReadHistoryAsync(chat, after: null, most, cancellationToken), ModulePatience.Beginning, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && (exception is not BridgeException { Kind: FailureKind.Transient } || lane.Current?.Attempts >= PatientAttempts))
        {
            // Whatever a module throws, or where it hangs: the chat goes on.
            Log.NotRead(logger, exception, account.Network.Value);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The last messages of a chat of {Network} could not be read; its room begins without them")]
        public static partial void NotRead(ILogger logger, Exception exception, string network);
    }
}
