using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserPeople"/>
internal sealed class UserPeople(AccountRegistry accounts, FirstSync firstSync, PortalRegistry portals, GhostIds ghosts, RoomWait roomWait, TimeProvider time) : IUserPeople
{
    private const int MostFound = 100;

    public async Task<IReadOnlyList<FoundPerson>> SearchAsync(UserId user, NetworkId network, AccountId? account, string query, CancellationToken cancellationToken)
    {
        var (running, people) = Able<IStartsChats>(user, network, account, "People cannot be looked up on");
        var found = new List<FoundPerson>();
        foreach (var details in await CallAsync(token => people.SearchAsync(query, MostFound, token), cancellationToken))
        {
            found.Add(await DescribeAsync(running, details, cancellationToken));
        }

        return found;
    }

    public async Task<FoundPerson?> ResolveAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken)
    {
        var (running, people) = Able<IStartsChats>(user, network, account, "People cannot be looked up on");
        return await CallAsync(token => people.ResolveAsync(OnNetwork(network, identifier), token), cancellationToken) is { } details
            ? await DescribeAsync(running, details, cancellationToken)
            : null;
    }

    public async Task<FoundPerson?> OpenChatAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken)
    {
        var (running, people) = Able<IStartsChats>(user, network, account, "People cannot be looked up on");
        if (await CallAsync(token => people.ResolveAsync(OnNetwork(network, identifier), token), cancellationToken) is not { } details)
        {
            return null;
        }

        var chat = await CallAsync(token => people.OpenDirectChatAsync(details.Id, token), cancellationToken);
        await firstSync.BeginAsync(running, chat, cancellationToken);
        return (await DescribeAsync(running, details, cancellationToken)) with { Room = await roomWait.ForAsync(network, chat, cancellationToken) };
    }

    public async Task<MadeGroup> CreateGroupAsync(
        UserId user, NetworkId network, AccountId? account, string name, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        var (running, groups) = Able<ICreatesGroups>(user, network, account, "Groups cannot be made on");
        RemoteUserId[] people = [.. members.Select(member => new RemoteUserId(OnNetwork(network, member))).Where(member => member != running.Account.Self).Distinct()];
        var chat = await CallAsync(token => groups.CreateGroupAsync(name, people, token), cancellationToken);
        await firstSync.BeginAsync(running, chat, cancellationToken);
        return new MadeGroup(chat, await roomWait.ForAsync(network, chat, cancellationToken));
    }

    public PeopleAbilities AbilitiesOf(UserId user, NetworkId network)
    {
        var account = accounts.OwnedBy(user).FirstOrDefault(own => own.Network == network)?.Account;
        return new PeopleAbilities(account is IStartsChats, account is ICreatesGroups);
    }

    private Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        ModuleCalls.RunAsync(() => call(cancellationToken), ModulePatience.Command, time, cancellationToken);

    private (RunningAccount Account, T Ability) Able<T>(UserId user, NetworkId network, AccountId? account, string missing)
        where T : class
    {
        var running = accounts.OwnedBy(user).FirstOrDefault(own => own.Network == network && (account is null || own.Id == account))
            ?? throw new NoSuchAccountException();
        return running.Account is T ability ? (running, ability) : throw new NotSupportedException($"{missing} {running.NetworkName}.");
    }

    /// <summary>Clients name people by their ghosts, too.</summary>
    private string OnNetwork(NetworkId network, string identifier) =>
        UserId.TryParse(identifier, out var id) && ghosts.TryParse(id, out var ofNetwork, out var person) && ofNetwork == network ? person.Value : identifier;

    private async Task<FoundPerson> DescribeAsync(RunningAccount account, UserDetails details, CancellationToken cancellationToken)
    {
        var ghost = ghosts.TryToMatrix(account.Network, details.Id, out var id) ? id : default(UserId?);
        foreach (var chat in await portals.DirectWithAsync(account.Network, account.Id, details.Id, cancellationToken))
        {
            if (await portals.FindAsync(account.Network, chat, cancellationToken) is { RoomId: { } room })
            {
                return new FoundPerson(details, ghost, new RoomId(room));
            }
        }

        return new FoundPerson(details, ghost, Room: null);
    }
}
