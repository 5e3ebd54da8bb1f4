using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Logins;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserAccounts"/>
internal sealed class UserAccounts(
    NetworkCatalog networks, AccountRegistry accounts, AccountLifecycle lifecycle, LoginSessions logins, UserTable users, CoreOptions options) : IUserAccounts
{
    public IReadOnlyList<NetworkDescription> Networks => [.. networks.All.Select(network => network.Description)];

    public PermissionLevel LevelOf(UserId user) => options.Permissions.LevelOf(user);

    public IReadOnlyList<LoginFlow> FlowsOf(NetworkId network) => networks.Find(network)?.Network.LoginFlows ?? [];

    public async Task<IReadOnlyList<AccountOverview>> AccountsOfAsync(UserId user, CancellationToken cancellationToken) =>
    [
        .. accounts.OwnedBy(user).Select(account => new AccountOverview(account.Network, account.Id, account.Name, user.Value, account.State)),
        .. (await accounts.RestingOfAsync(user, cancellationToken)).Select(row => new AccountOverview(row.Network, row.Account.Id, row.Account.Name, user.Value, StateOf(row))),
    ];

    public async Task<RoomId?> ManagementRoomAsync(UserId user, CancellationToken cancellationToken) =>
        await users.ManagementRoomAsync(user.Value, cancellationToken) is { } room ? new RoomId(room) : null;

    public async Task<LoginSession> BeginLoginAsync(UserId user, NetworkId network, string flow, AccountId? replaces, HistoryAmount? amount, CancellationToken cancellationToken)
    {
        if (networks.Find(network) is not { } loaded)
        {
            throw BridgeException.Permanent($"There is no network '{network}' here.");
        }

        return loaded.Network.LoginFlows.FirstOrDefault(candidate => candidate.Id == flow) is { } chosen
            ? await logins.BeginAsync(new LoginRequest(user, loaded, chosen) { Replaces = replaces, Amount = amount })
            : throw BridgeException.Permanent($"{loaded.Description.DisplayName} knows no way to log in that is called '{flow}'.");
    }

    public LoginSession? FindLogin(UserId user, string id) => logins.Find(user, id);

    public async Task<bool> LogoutAsync(UserId user, NetworkId network, AccountId account, CancellationToken cancellationToken)
    {
        if (accounts.Find(network, account) is not { } running || running.Owner != user)
        {
            return false;
        }

        await lifecycle.LogoutAsync(running, cancellationToken);
        return true;
    }

    private static AccountState StateOf(AccountRow resting) => resting.IsReadable
        ? new(AccountCondition.Disconnected, "This account is not running just now.")
        : new(AccountCondition.LoggedOut, "This login can no longer be used. Please log in again.");
}
