using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>Finds and keeps portals. Where a chat's room is, is only changed by its own lane; how it looks, by its upkeep beside that.</summary>
internal sealed class PortalRegistry(Database database, PortalTable table) : IDisposable
{
    private const int CacheSize = 4096;

    private readonly KeyedGate<(NetworkId, ChatKey)> _writing = new();
    private readonly BoundedCache<(NetworkId, ChatKey), PortalRow?> _byChat = new(CacheSize);
    private readonly BoundedCache<RoomId, PortalRow?> _byRoom = new(CacheSize);

    public async ValueTask<PortalRow?> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (!_byChat.TryGet((network, chat), out var portal))
        {
            // A chat remembered as one without a room, which it got meanwhile, would get a second.
            var changes = _byChat.Changes;
            portal = await table.FindAsync(network, chat, cancellationToken);
            _byChat.Keep(changes, (network, chat), portal);
        }

        return portal;
    }

    /// <summary>The portal that a room is; null for every other room.</summary>
    public async ValueTask<PortalRow?> ByRoomAsync(RoomId room, CancellationToken cancellationToken)
    {
        if (!_byRoom.TryGet(room, out var portal))
        {
            var changes = _byRoom.Changes;
            portal = await table.ByRoomAsync(room.Value, cancellationToken);
            _byRoom.Keep(changes, room, portal);
        }

        return portal;
    }

    /// <summary>The direct chats with a person that an account sees.</summary>
    public async Task<IReadOnlyList<ChatKey>> DirectWithAsync(NetworkId network, AccountId account, RemoteUserId user, CancellationToken cancellationToken) =>
        [.. (await table.ByOtherUserAsync(network, user, cancellationToken)).Select(portal => portal.Chat).Where(chat => chat.Receiver is null || chat.Receiver == account)];

    public async Task SaveAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        using var turn = await _writing.EnterAsync((portal.Network, portal.Chat), cancellationToken);
        await UpsertAsync(await FindAsync(portal.Network, portal.Chat, cancellationToken), portal, alongside: []);
    }

    /// <summary>The chat goes on in another room, in which nothing is pinned yet.</summary>
    public async Task<PortalRow> FollowAsync(PortalRow portal, RoomId next, CancellationToken cancellationToken)
    {
        using var turn = await _writing.EnterAsync((portal.Network, portal.Chat), cancellationToken);
        var moved = portal with { RoomId = next.Value };
        await UpsertAsync(await FindAsync(portal.Network, portal.Chat, cancellationToken), moved, [PinTable.RemoveAll(portal.Network, portal.Chat)]);
        return moved;
    }

    /// <summary>Changes how a portal looks, as long as it is in the room that the change was made in.</summary>
    public async Task ChangeLookAsync(PortalRow portal, Func<PortalRow, PortalRow> change, CancellationToken cancellationToken)
    {
        using var turn = await _writing.EnterAsync((portal.Network, portal.Chat), cancellationToken);
        if (await FindAsync(portal.Network, portal.Chat, cancellationToken) is { } now && now.RoomId == portal.RoomId)
        {
            await UpsertAsync(now, change(now), alongside: []);
        }
    }

    /// <summary>Keeps something that holds of a portal's room, as long as the portal is in it: what is found out late says nothing of the next one.</summary>
    public async Task KeepOfRoomAsync(PortalRow portal, Statement write, CancellationToken cancellationToken)
    {
        using var turn = await _writing.EnterAsync((portal.Network, portal.Chat), cancellationToken);
        if (await FindAsync(portal.Network, portal.Chat, cancellationToken) is { } now && now.RoomId == portal.RoomId)
        {
            await database.WriteAsync([write], cancellationToken);
        }
    }

    /// <summary>Forgets that a chat has a room, and what was bridged of it: the next room begins anew.</summary>
    /// <param name="alongside">Forgets what else holds of the room alone.</param>
    public async Task CloseAsync(PortalRow portal, Statement alongside, CancellationToken cancellationToken)
    {
        using var turn = await _writing.EnterAsync((portal.Network, portal.Chat), cancellationToken);
        await UpsertAsync(
            portal, portal with { RoomId = null, IsCreating = false, InfoHash = null }, [.. MessageTable.RemoveAll(portal.Network, portal.Chat), PinTable.RemoveAll(portal.Network, portal.Chat), alongside]);
    }

    /// <summary>
    /// The portal whose room a chat goes on in, that was another one before. Where that one is a portal for each account, the room is the
    /// asking account's or any other's. Null where there is none.
    /// </summary>
    public async Task<PortalRow?> FormerAsync(NetworkId network, ChatKey former, CancellationToken cancellationToken) =>
        await FindAsync(network, former, cancellationToken) is { RoomId: not null } own ? own
        : former.Receiver is null ? null
        : (await table.ByChatAsync(network, former.Chat, cancellationToken)).FirstOrDefault(portal => portal.RoomId is not null);

    /// <summary>The chat has another key from now on; its room stays.</summary>
    /// <param name="prefix">What stands before the ids of its messages from now on.</param>
    /// <param name="alongside">What has to change in the same moment.</param>
    public async Task MoveAsync(PortalRow portal, ChatKey to, string prefix, Statement alongside, CancellationToken cancellationToken)
    {
        using var turn = await _writing.EnterAsync((portal.Network, portal.Chat), cancellationToken);
        using var otherTurn = await _writing.EnterAsync((portal.Network, to), cancellationToken);
        var moved = portal with { Chat = to };
        await WriteAsync(
            portal, moved, [PortalTable.Delete(portal.Network, portal.Chat), PortalTable.Upsert(moved), alongside, .. MessageMoves.Of(portal.Network, portal.Chat, to, prefix)]);
        _byChat.Set((portal.Network, portal.Chat), value: null);
    }

    public void Dispose()
    {
        _byChat.Dispose();
        _byRoom.Dispose();
    }

    private Task UpsertAsync(PortalRow? before, PortalRow portal, IReadOnlyList<Statement> alongside) => WriteAsync(before, portal, [PortalTable.Upsert(portal), .. alongside]);

    /// <summary>A write that failed may have been carried out: then what stands there is asked anew. So it is never left alone.</summary>
    private async Task WriteAsync(PortalRow? before, PortalRow portal, IReadOnlyList<Statement> writes)
    {
        try
        {
            await database.WriteAsync(writes, CancellationToken.None);
        }
        catch
        {
            Forget(before);
            Forget(portal);
            throw;
        }

        Remember(before, portal);
    }

    private void Forget(PortalRow? portal)
    {
        if (portal is null)
        {
            return;
        }

        _byChat.Remove((portal.Network, portal.Chat));
        if (portal.RoomId is { } room)
        {
            _byRoom.Remove(new RoomId(room));
        }
    }

    private void Remember(PortalRow? before, PortalRow portal)
    {
        _byChat.Set((portal.Network, portal.Chat), portal);
        if (before?.RoomId is { } left && left != portal.RoomId)
        {
            _byRoom.Set(new RoomId(left), value: null);
        }

        if (portal.RoomId is { } room)
        {
            _byRoom.Set(new RoomId(room), portal);
        }
    }
}
