using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Members;

namespace Bridges.Core.Portals.Upkeep;

/// <summary>What an account's own fate means for the rooms of its chats.</summary>
internal sealed class AccountRooms(PortalUpkeep upkeep, PortalExits exits)
{
    public Task SelfChangedAsync(RunningAccount account, CancellationToken cancellationToken) => upkeep.CompareAllAsync(account, cancellationToken);

    public void StateChanged(RunningAccount account, AccountState before)
    {
        if (account.State.Condition == AccountCondition.Connected && before.Condition == AccountCondition.Connecting)
        {
            upkeep.SessionBegan(account);
        }
    }

    public Task LoggedOutAsync(RunningAccount account, CancellationToken cancellationToken) => exits.LoggedOutAsync(account, cancellationToken);
}
