using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Spaces;

/// <summary>
/// Puts the rooms of chats that are part of another (a community) into its space, and takes out those that no longer are. The space is
/// made when the first of them is looked at; the others wait for it.
/// </summary>
internal sealed class PortalSpaces(PortalRegistry portals, AccountChats chats, IRoomOrders orders, SpaceEntries entries)
{
    private readonly ConcurrentDictionary<(NetworkId, ChatKey Space, ChatKey Chat), RunningAccount> _waiting = new();

    /// <summary>Places a chat's room as the chat says now.</summary>
    public async Task PlaceAsync(RunningAccount account, PortalRow portal, ChatDetails details, CancellationToken cancellationToken)
    {
        if (details.Parent is not { } parent)
        {
            await entries.RemoveAsync(portal, cancellationToken);
            return;
        }

        var waiting = (account.Network, parent, portal.Chat);
        if (await chats.StateAsync(account, parent, cancellationToken) is null && await IsInAsync(account, parent, cancellationToken))
        {
            // Noted first: the space finds it, however soon it is made.
            _waiting[waiting] = account;
            await orders.OrderAsync(account, parent, cancellationToken);
        }

        if (await portals.FindAsync(account.Network, parent, cancellationToken) is not { RoomId: { } space })
        {
            return;
        }

        await entries.SetAsync(portal, new RoomId(space), cancellationToken);
        _waiting.TryRemove(waiting, out _);
    }

    /// <summary>The chats that waited for this space, by the account that saw them.</summary>
    public IReadOnlyList<(RunningAccount Account, ChatKey Chat)> WaitingFor(NetworkId network, ChatKey space) =>
        [.. _waiting.Where(waiting => waiting.Key.Item1 == network && waiting.Key.Space == space).Select(waiting => (waiting.Value, waiting.Key.Chat))];

    private static async Task<bool> IsInAsync(RunningAccount account, ChatKey parent, CancellationToken cancellationToken)
    {
        try
        {
            return await ModuleCalls.RunAsync(() => account.Account.GetChatAsync(parent, cancellationToken), cancellationToken) is { Kind: ChatKind.Community, AccountIsOut: false };
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Permanent)
        {
            return false;
        }
    }
}
