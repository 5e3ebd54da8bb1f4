using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Ephemeral;
using Bridges.Core.FromNetwork;
using Bridges.Core.JournalRows;
using Bridges.Core.Management;
using Bridges.Core.Portals;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core;

/// <summary>Takes what accounts tell to those who know what to do with it.</summary>
internal sealed partial class AccountEvents(
    RemoteEventJournal journal, AccountChats chats, GapFinder gaps, RemoteTypingNotices typing, ProfileUpdates profiles, PortalUpkeep upkeep, PortalExits exits,
    AccountStateNotices notices, ILogger<AccountEvents> logger) : IAccountEvents
{
    public async Task ReceivedAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(account, remoteEvent, replayed: false, cancellationToken);
        if (remoteEvent is RemoteMessage { Chat: { Receiver: null } chat } && await chats.StateAsync(account, chat, cancellationToken) is null)
        {
            // Where another account told of the message first, this one's copy is left out, and its owner would stay outside.
            await journal.OrderRoomAsync(account, chat, RoomOrder.BringOwner, cancellationToken);
        }
    }

    public async Task HistoryReceivedAsync(RunningAccount account, RemoteHistory history, CancellationToken cancellationToken)
    {
        foreach (var message in history.Messages)
        {
            await journal.AppendAsync(account, message, replayed: true, cancellationToken);
        }
    }

    public Task LookForGapAsync(RunningAccount account, CancellationToken session) => gaps.RunAsync(account, session);

    public void Typing(RunningAccount account, RemoteTyping shown) => typing.Show(account, shown);

    public void UserChanged(RunningAccount account, UserDetails user) => profiles.Changed(account, user);

    public Task UserMovedAsync(RunningAccount account, RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SelfChangedAsync(RunningAccount account, CancellationToken cancellationToken) => upkeep.CompareAllAsync(account, cancellationToken);

    public void StateChanged(RunningAccount account, AccountState before)
    {
        notices.Changed(account, before);
        if (account.State.Condition == AccountCondition.Connected && before.Condition == AccountCondition.Connecting)
        {
            _ = CompareAllAsync(account);
        }
    }

    public void Notify(RunningAccount account, string text) => notices.Notify(account, text);

    public void Stalled(RunningAccount account) => notices.Stalled(account);

    public void WorksAgain(RunningAccount account) => notices.WorksAgain(account);

    public Task LoggedOutAsync(RunningAccount account, CancellationToken cancellationToken) => exits.LoggedOutAsync(account, cancellationToken);

    public void CannotBeUsed(NetworkDescription network, AccountRow account) => notices.CannotBeUsed(network, account);

    private async Task CompareAllAsync(RunningAccount account)
    {
        try
        {
            await upkeep.CompareAllAsync(account, CancellationToken.None);
        }
        catch (StorageException exception)
        {
            Log.NotCompared(logger, exception, account.Network.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The rooms of a {Network} account could not be listed; they are compared with their chats when something happens in them")]
        public static partial void NotCompared(ILogger logger, Exception exception, string network);
    }
}
