using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Ghosts;
using Bridges.Core.Groups;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserPeople"/>
internal sealed class UserPeople(AccountRegistry accounts, OpenedRooms rooms, PortalRegistry portals, GhostIds ghosts, GhostTable shown, MatrixPeople matrixPeople, TimeProvider time) : IUserPeople
{
    private static readonly TimeSpan _roomPatience = TimeSpan.FromSeconds(60);

    private const int MostFound = 100;

    public async Task<IReadOnlyList<FoundPerson>> SearchAsync(UserId user, NetworkId network, AccountId? account, string query, CancellationToken cancellationToken)
    {
        var (running, people) = accounts.Able<IStartsChats>(user, network, account, "People cannot be looked up on");
        var found = new List<FoundPerson>();
        foreach (var details in await CallAsync(token => people.SearchAsync(query, MostFound, token), cancellationToken))
        {
            found.Add(await DescribeAsync(running, details, cancellationToken));
        }

        return found;
    }

    public async Task<FoundPerson?> ResolveAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken)
    {
        var (running, people) = accounts.Able<IStartsChats>(user, network, account, "People cannot be looked up on");
        return await CallAsync(token => people.ResolveAsync(OnNetwork(network, identifier), token), cancellationToken) is { } details
            ? await DescribeAsync(running, details, cancellationToken)
            : null;
    }

    public async Task<FoundPerson?> OpenChatAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken)
    {
        var (running, people) = accounts.Able<IStartsChats>(user, network, account, "People cannot be looked up on");
        if (await CallAsync(token => people.ResolveAsync(OnNetwork(network, identifier), token), cancellationToken) is not { } details)
        {
            return null;
        }

        var chat = await CallAsync(token => people.OpenDirectChatAsync(details.Id, token), cancellationToken);
        var isNew = await portals.FindAsync(running.Network, chat, cancellationToken) is not { RoomId: not null };
        var room = await RoomOfAsync(running, chat, cancellationToken);
        return (await DescribeAsync(running, details, cancellationToken)) with { Room = room, IsNew = isNew };
    }

    public async Task<MadeGroup> CreateGroupAsync(
        UserId user, NetworkId network, AccountId? account, string name, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        var (running, groups) = accounts.Able<ICreatesGroups>(user, network, account, "Groups cannot be made on");
        var chat = await MakeGroupAsync(running, groups, name, members, cancellationToken);
        return new MadeGroup(chat, await RoomOfAsync(running, chat, cancellationToken));
    }

    /// <summary>Makes a group of people as they are named: by ghosts, by users who are logged in there, or as the network itself knows people.</summary>
    /// <exception cref="BridgeException">Somebody is not there; then no group is made.</exception>
    internal async Task<ChatKey> MakeGroupAsync(RunningAccount account, ICreatesGroups groups, string name, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        var people = new List<RemoteUserId>();
        foreach (var member in members)
        {
            people.Add(await NamedAsync(account, member, cancellationToken) ?? throw BridgeException.Permanent($"I found nobody called {member} on {account.NetworkName}, so I made no group."));
        }

        return await CallAsync(token => groups.CreateGroupAsync(name, [.. people.Where(person => person != account.Account.Self).Distinct()], token), cancellationToken);
    }

    private async Task<RemoteUserId?> NamedAsync(RunningAccount account, string named, CancellationToken cancellationToken)
    {
        if (UserId.TryParse(named, out var user))
        {
            return matrixPeople.Of(account.Network, user);
        }

        // Where people cannot be looked up, an id of the network's is taken as it is.
        return account.Account is IStartsChats people
            ? (await CallAsync(token => people.ResolveAsync(named, token), cancellationToken))?.Id
            : new RemoteUserId(named);
    }

    private async Task<RoomId> RoomOfAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        await rooms.OpenAsync(account, chat, _roomPatience, cancellationToken)
        ?? throw BridgeException.Transient("The chat's room is not there yet; it appears as soon as the homeserver makes it.");

    public PeopleAbilities AbilitiesOf(UserId user, NetworkId network)
    {
        var account = accounts.OwnedBy(user).FirstOrDefault(own => own.Network == network)?.Account;
        return new PeopleAbilities(account is IStartsChats, account is ICreatesGroups, account is IReadsStickerPacks);
    }

    private Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        ModuleCalls.RunAsync(() => call(cancellationToken), ModulePatience.Command, time, cancellationToken);

    /// <summary>Clients name people by their ghosts, too.</summary>
    private string OnNetwork(NetworkId network, string identifier) =>
        UserId.TryParse(identifier, out var id) && matrixPeople.Of(network, id) is { } person ? person.Value : identifier;

    private async Task<FoundPerson> DescribeAsync(RunningAccount account, UserDetails details, CancellationToken cancellationToken)
    {
        var person = new FoundPerson(details, ghosts.TryToMatrix(account.Network, details.Id, out var id) ? id : null, Room: null)
        {
            Avatar = (await shown.FindAsync(account.Network, details.Id, cancellationToken))?.AvatarMxc is { } picture && MxcUri.TryParse(picture, out var avatar) ? avatar : null,
        };
        foreach (var chat in await portals.DirectWithAsync(account.Network, account.Id, details.Id, cancellationToken))
        {
            if (await portals.FindAsync(account.Network, chat, cancellationToken) is { RoomId: { } room })
            {
                return person with { Room = new RoomId(room) };
            }
        }

        return person;
    }
}
