using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Matrix;

namespace Bridges.Host.Tests.Provisioning;

/// <summary>There is one network, which everybody may use.</summary>
/// <param name="own">The accounts that everybody has there.</param>
internal sealed class OneNetwork(params AccountOverview[] own) : IUserAccounts
{
    public IReadOnlyList<NetworkDescription> Networks => [new(new NetworkId("sample"), "Sample", "https://example.org")];

    public PermissionLevel LevelOf(UserId user) => PermissionLevel.User;

    public IReadOnlyList<LoginFlow> FlowsOf(NetworkId network) => [];

    public Task<IReadOnlyList<AccountOverview>> AccountsOfAsync(UserId user, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AccountOverview>>(own);

    public Task<RoomId?> ManagementRoomAsync(UserId user, CancellationToken cancellationToken) => Task.FromResult<RoomId?>(null);

    public Task<LoginSession> BeginLoginAsync(UserId user, NetworkId network, string flow, AccountId? replaces, HistoryAmount? amount, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public LoginSession? FindLogin(UserId user, string id) => null;

    public Task<bool> LogoutAsync(UserId user, NetworkId network, AccountId account, CancellationToken cancellationToken) => Task.FromResult(false);
}
