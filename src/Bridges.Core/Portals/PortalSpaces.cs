using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>
/// Puts the rooms of chats that are part of another (a community) into its space, and takes out those that no longer are. The space is
/// made when the first of them is looked at; the others wait for it.
/// </summary>
internal sealed class PortalSpaces(PortalRegistry portals, AccountChats chats, IRoomOrders orders, Database database, SettingTable settings, HomeserverClients clients, CoreOptions options)
{
    private readonly ConcurrentDictionary<(NetworkId, ChatKey Space, ChatKey Chat), RunningAccount> _waiting = new();

    /// <summary>Places a chat's room as the chat says now.</summary>
    public async Task PlaceAsync(RunningAccount account, PortalRow portal, ChatDetails details, CancellationToken cancellationToken)
    {
        var key = SettingOf(portal);
        var before = await settings.GetAsync(key, cancellationToken);
        if (details.Parent is not { } parent)
        {
            if (before is not null)
            {
                await TakeOutAsync(new RoomId(before), portal, key, cancellationToken);
            }

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

        if (before is not null && before != space)
        {
            await TakeOutAsync(new RoomId(before), portal, key, cancellationToken);
        }

        await LinkAsync(new RoomId(space), new RoomId(portal.RoomId!), cancellationToken);
        if (before != space)
        {
            await database.WriteAsync([SettingTable.Set(key, space)], cancellationToken: cancellationToken);
        }

        _waiting.TryRemove(waiting, out _);
    }

    /// <summary>The chats that waited for this space, by the account that saw them.</summary>
    public IReadOnlyList<(RunningAccount Account, ChatKey Chat)> WaitingFor(NetworkId network, ChatKey space) =>
        [.. _waiting.Where(waiting => waiting.Key.Item1 == network && waiting.Key.Space == space).Select(waiting => (waiting.Value, waiting.Key.Chat))];

    private static string SettingOf(PortalRow portal) => $"space-of/{portal.Network.Value}/{portal.RoomId}";

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

    private async Task LinkAsync(RoomId space, RoomId room, CancellationToken cancellationToken)
    {
        var via = new JsonArray(options.Bot.ServerName);
        await SetAsync(space, RoomStateTypes.SpaceChild, room.Value, new JsonObject { ["via"] = via }, cancellationToken);
        await SetAsync(room, RoomStateTypes.SpaceParent, space.Value, new JsonObject { ["via"] = via.DeepClone(), ["canonical"] = true }, cancellationToken);
    }

    private async Task TakeOutAsync(RoomId space, PortalRow portal, string key, CancellationToken cancellationToken)
    {
        await SetAsync(space, RoomStateTypes.SpaceChild, portal.RoomId!, [], cancellationToken);
        await SetAsync(new RoomId(portal.RoomId!), RoomStateTypes.SpaceParent, space.Value, [], cancellationToken);
        await database.WriteAsync([SettingTable.Remove(key)], cancellationToken: cancellationToken);
    }

    /// <summary>What is so already is not written again; a space that is gone holds nothing.</summary>
    private async Task SetAsync(RoomId room, string type, string stateKey, JsonObject content, CancellationToken cancellationToken)
    {
        try
        {
            var now = await clients.Main.GetStateAsync(actingAs: null, room, type, stateKey, cancellationToken);
            if (now?["via"] is not null != content["via"] is not null)
            {
                await clients.Main.SendStateAsync(actingAs: null, room, type, stateKey, content, cancellationToken);
            }
        }
        catch (MatrixException exception) when (!exception.IsTransient && content.Count == 0)
        {
            // The bot is not in it any more.
        }
    }
}
