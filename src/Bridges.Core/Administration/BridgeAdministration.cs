using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Status;
using Bridges.Storage;

namespace Bridges.Core.Administration;

/// <inheritdoc cref="IBridgeAdministration"/>
internal sealed class BridgeAdministration(
    AccountRegistry accounts, AccountLifecycle lifecycle, NetworkStates networks, BridgeLoad load, DeadLetters deadLetters, MessageTraces traces, AdminNotices notices) : IBridgeAdministration
{
    public IReadOnlyList<AccountOverview> Accounts =>
        [.. accounts.All.Select(account => new AccountOverview(account.Network, account.Id, account.Name, account.Owner.Value, account.State) { IsStalled = accounts.IsStalled(account.Network, account.Id) })];

    public IReadOnlyList<AccountRow> NotStarted => lifecycle.NotStarted;

    public Task<IReadOnlyList<NetworkOverview>> NetworksAsync(CancellationToken cancellationToken) => networks.AllAsync(cancellationToken);

    public int ActiveLanes => load.ActiveLanes;

    public Task<JournalDepth> DepthAsync(CancellationToken cancellationToken) => load.DepthAsync(cancellationToken);

    public Task<StoredSizes> StoredAsync(CancellationToken cancellationToken) => load.StoredAsync(cancellationToken);

    public Task<IReadOnlyList<JournalRow>> DeadLettersAsync(CancellationToken cancellationToken) => deadLetters.ListAsync(cancellationToken);

    public async Task<int> RetryAsync(long? id, CancellationToken cancellationToken) => id is { } one
        ? await deadLetters.ReviveAsync(one, cancellationToken) ? 1 : 0
        : await deadLetters.ReviveAsync(_ => true, cancellationToken);

    public void TellAdmins(string text) => notices.Tell(BotText.Of($"{text}"));

    public async Task<IReadOnlyList<TraceStep>> TraceAsync(string id, CancellationToken cancellationToken) => (await traces.FindAsync(id, cancellationToken)).Steps;

    public Task<bool> DropAsync(long id, CancellationToken cancellationToken) => deadLetters.DropAsync(id, cancellationToken);

    public Task<int> DropAllAsync(int expected, CancellationToken cancellationToken) => deadLetters.DropAllAsync(expected, cancellationToken);

    public async Task<bool> LogoutAsync(NetworkId network, AccountId account, CancellationToken cancellationToken)
    {
        if (accounts.Find(network, account) is not { } running)
        {
            return false;
        }

        await lifecycle.LogoutAsync(running, cancellationToken);
        return true;
    }
}
