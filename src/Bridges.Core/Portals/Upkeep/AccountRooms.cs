using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Users;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>What an account's own fate means for the rooms of its chats.</summary>
internal sealed partial class AccountRooms(PortalUpkeep upkeep, ReturnedAccounts returned, PortalExits exits, ILogger<AccountRooms> logger)
{
    public Task SelfChangedAsync(RunningAccount account, CancellationToken cancellationToken) => upkeep.CompareAllAsync(account, cancellationToken);

    public void StateChanged(RunningAccount account, AccountState before)
    {
        if (account.State.Condition == AccountCondition.Connected && before.Condition == AccountCondition.Connecting)
        {
            _ = SessionBeganAsync(account);
        }
    }

    public Task LoggedOutAsync(RunningAccount account, CancellationToken cancellationToken) => exits.LoggedOutAsync(account, cancellationToken);

    private async Task SessionBeganAsync(RunningAccount account)
    {
        try
        {
            await upkeep.CompareAllAsync(account, CancellationToken.None);
            await returned.BringBackAsync(account, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageException or BridgeException or TimeoutException)
        {
            Log.NotAllSeen(logger, exception, account.Network.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Not all rooms of a {Network} account could be looked at; the others are compared with their chats when something happens in them")]
        public static partial void NotAllSeen(ILogger logger, Exception exception, string network);
    }
}
