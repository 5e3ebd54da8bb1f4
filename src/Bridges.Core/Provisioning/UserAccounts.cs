using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Provisioning;

/// <inheritdoc cref="IUserAccounts"/>
internal sealed class UserAccounts(
    NetworkCatalog networks, AccountRegistry accounts, AccountLifecycle lifecycle, LoginSessions logins, FirstSync firstSync, PortalRegistry portals, GhostIds ghosts,
    AccountChats chats, PortalTable portalTable, DeadLetters deadLetters, UserTable users, CoreOptions options, TimeProvider time) : IUserAccounts
{
    private const int MostFound = 100;

    private static readonly TimeSpan _roomPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _roomPause = TimeSpan.FromMilliseconds(200);

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
            ? await logins.BeginAsync(user, loaded, chosen, replaces, amount)
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

    public async Task<IReadOnlyList<BridgedChat>> ChatsOfAsync(UserId user, CancellationToken cancellationToken)
    {
        var own = accounts.OwnedBy(user).ToArray();
        var found = new List<BridgedChat>();
        foreach (var portal in (await portalTable.AllAsync(cancellationToken)).Where(portal => portal.RoomId is not null))
        {
            foreach (var account in own.Where(account => account.Network == portal.Network && (portal.Chat.Receiver is null || portal.Chat.Receiver == account.Id)))
            {
                if (portal.Chat.Receiver is not null || await chats.IsInRoomAsync(account, portal.Chat, cancellationToken))
                {
                    found.Add(new BridgedChat(portal.Network, account.Id, portal.Name ?? "", new RoomId(portal.RoomId!)));
                    break;
                }
            }
        }

        return [.. found.OrderBy(chat => chat.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<IReadOnlyList<JournalRow>> FailuresOfAsync(UserId user, CancellationToken cancellationToken) =>
        [.. (await deadLetters.ListAsync(cancellationToken)).Where(row => IsOf(user, row))];

    public async Task<bool> RetryAsync(UserId user, long id, CancellationToken cancellationToken) =>
        await deadLetters.ReviveAsync(row => row.Id == id && IsOf(user, row), cancellationToken) > 0;

    public async Task<IReadOnlyList<FoundPerson>> SearchAsync(UserId user, NetworkId network, AccountId? account, string query, CancellationToken cancellationToken)
    {
        var (running, people) = Finder(user, network, account);
        var found = new List<FoundPerson>();
        foreach (var details in await CallAsync(token => people.SearchAsync(query, MostFound, token), cancellationToken))
        {
            found.Add(await DescribeAsync(running, details, cancellationToken));
        }

        return found;
    }

    public async Task<FoundPerson?> ResolveAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken)
    {
        var (running, people) = Finder(user, network, account);
        return await CallAsync(token => people.ResolveAsync(identifier, token), cancellationToken) is { } details
            ? await DescribeAsync(running, details, cancellationToken)
            : null;
    }

    public async Task<FoundPerson?> OpenChatAsync(UserId user, NetworkId network, AccountId? account, string identifier, CancellationToken cancellationToken)
    {
        var (running, people) = Finder(user, network, account);
        if (await CallAsync(token => people.ResolveAsync(identifier, token), cancellationToken) is not { } details)
        {
            return null;
        }

        var chat = await CallAsync(token => people.OpenDirectChatAsync(details.Id, token), cancellationToken);
        await firstSync.BeginAsync(running, chat, cancellationToken);
        return (await DescribeAsync(running, details, cancellationToken)) with { Room = await WaitForRoomAsync(network, chat, cancellationToken) };
    }

    /// <summary>Nobody sees or sends again what another wrote.</summary>
    private static bool IsOf(UserId user, JournalRow row) =>
        row.Direction == JournalDirection.FromMatrix && MatrixEvent.TryParse(row.Payload, out var roomEvent, out _) && roomEvent.Sender == user;

    private static AccountState StateOf(AccountRow resting) => resting.IsReadable
        ? new(AccountCondition.Disconnected, "This account is not running just now.")
        : new(AccountCondition.LoggedOut, "This login can no longer be used. Please log in again.");

    private Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        ModuleCalls.RunAsync(() => call(cancellationToken), ModulePatience.Command, time, cancellationToken);

    private (RunningAccount Account, IStartsChats People) Finder(UserId user, NetworkId network, AccountId? account)
    {
        var running = accounts.OwnedBy(user).FirstOrDefault(own => own.Network == network && (account is null || own.Id == account))
            ?? throw new NoSuchAccountException();
        return running.Account is IStartsChats people
            ? (running, people)
            : throw new NotSupportedException($"People cannot be looked up on {running.NetworkName}.");
    }

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

    private async Task<RoomId> WaitForRoomAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < _roomPatience)
        {
            if (await portals.FindAsync(network, chat, cancellationToken) is { RoomId: { } room })
            {
                return new RoomId(room);
            }

            await Task.Delay(_roomPause, time, cancellationToken);
        }

        throw BridgeException.Transient("The chat's room is not there yet; it appears as soon as the homeserver makes it.");
    }
}
