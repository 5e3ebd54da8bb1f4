using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>Which accounts take part in which portals, and who of them left the room or is out of the chat.</summary>
internal sealed class AccountChats(Database database, AccountChatTable table, AccountRegistry accounts) : IDisposable
{
    private readonly BoundedCache<(NetworkId, ChatKey), IReadOnlyList<AccountChatRow>> _known = new(8192);

    /// <summary>Null where the account never had to do with the chat's room.</summary>
    public async ValueTask<AccountChatState?> StateAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        var key = (account.Network, chat);
        // That it has nothing to do with the room is asked anew each time: a chat that moves here brings along those who are in it.
        if (_known.TryGet(key, out var known) && StateIn(known!) is { } state)
        {
            return state;
        }

        var changes = _known.Changes;
        var rows = await table.AccountsOfAsync(account.Network, chat, cancellationToken);
        _known.Keep(changes, key, rows);
        return StateIn(rows);

        AccountChatState? StateIn(IReadOnlyList<AccountChatRow> all) => all.FirstOrDefault(row => row.Account == account.Id)?.State;
    }

    /// <summary>Whether the account's owner belongs into the room, and so speaks there for themself.</summary>
    public async ValueTask<bool> IsInRoomAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        await StateAsync(account, chat, cancellationToken) is { } state && state.BelongsIn();

    public Task SetAsync(RunningAccount account, ChatKey chat, AccountChatState state, CancellationToken cancellationToken) =>
        WriteAsync(account.Network, chat, AccountChatTable.Set(account.Network, account.Id, chat, state), cancellationToken);

    /// <summary>The account's owner, who was being brought in, is in the room; where they went meanwhile, they stay out.</summary>
    public Task ArrivedAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        WriteAsync(account.Network, chat, AccountChatTable.Arrived(account.Network, account.Id, chat), cancellationToken);

    /// <summary>The running accounts whose owners belong into the room.</summary>
    public async Task<IReadOnlyList<RunningAccount>> InRoomAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
    [
        .. (await table.AccountsOfAsync(network, chat, cancellationToken))
            .Where(row => row.State.BelongsIn()).Select(row => accounts.Find(network, row.Account)).OfType<RunningAccount>(),
    ];

    /// <summary>By whom the network can be asked about a chat; null where nobody is left who reads it.</summary>
    public async Task<RunningAccount?> AskableAsync(PortalRow portal, CancellationToken cancellationToken) =>
        portal.Chat.Receiver is { } receiver
            ? accounts.Find(portal.Network, receiver)
            : await InRoomAsync(portal.Network, portal.Chat, cancellationToken) is [var one, ..] ? one : null;

    /// <summary>Whether anybody belongs into the room, by an account that runs or rests.</summary>
    public async Task<bool> HasReaderAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        (await table.AccountsOfAsync(network, chat, cancellationToken)).Any(row => row.State.BelongsIn());

    public Task<IReadOnlyList<(ChatKey Chat, AccountChatState State)>> OfAsync(RunningAccount account, CancellationToken cancellationToken) =>
        table.ChatsOfAsync(account.Network, account.Id, cancellationToken);

    /// <summary>Forgets who was in a chat's room.</summary>
    public Task ForgetRoomAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        WriteAsync(network, chat, AccountChatTable.RemoveInRoom(network, chat), cancellationToken);

    /// <summary>The room is gone: whoever was in it is to come into the next one.</summary>
    public Task ExpectAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        WriteAsync(network, chat, AccountChatTable.Expect(network, chat), cancellationToken);

    /// <summary>Forgets that an account had to do with a chat.</summary>
    public Task ForgetAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        WriteAsync(account.Network, chat, AccountChatTable.Remove(account.Network, account.Id, chat), cancellationToken);

    /// <summary>The chat has another key from now on: moves its room together with who is in it. Nobody may find one without the other.</summary>
    /// <param name="prefix">What stands before the ids of its messages from now on.</param>
    public async Task MoveAsync(PortalRegistry portals, PortalRow portal, ChatKey to, string prefix, CancellationToken cancellationToken)
    {
        var (network, from) = (portal.Network, portal.Chat);
        try
        {
            await portals.MoveAsync(portal, to, prefix, AccountChatTable.Move(network, from, to), cancellationToken);
        }
        finally
        {
            _known.Remove((network, from));
            _known.Remove((network, to));
        }
    }

    public void Dispose() => _known.Dispose();

    /// <summary>What is known is forgotten once the write has ended, also where the caller waits no longer: it may have been carried out.</summary>
    private Task WriteAsync(NetworkId network, ChatKey chat, Statement write, CancellationToken cancellationToken)
    {
        return WriteAsync().WaitAsync(cancellationToken);

        async Task WriteAsync()
        {
            try
            {
                await database.WriteAsync([write], CancellationToken.None);
            }
            finally
            {
                _known.Remove((network, chat));
            }
        }
    }
}
