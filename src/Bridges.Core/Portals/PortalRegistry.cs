using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>Finds and keeps portals. A portal is only ever changed by its own lane.</summary>
internal sealed class PortalRegistry(Database database, PortalTable table) : IDisposable
{
    private const int CacheSize = 4096;

    private readonly BoundedCache<(NetworkId, ChatKey), PortalRow?> _byChat = new(CacheSize);
    private readonly BoundedCache<RoomId, PortalRow?> _byRoom = new(CacheSize);

    public async ValueTask<PortalRow?> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (!_byChat.TryGet((network, chat), out var portal))
        {
            portal = await table.FindAsync(network, chat, cancellationToken);
            _byChat.Set((network, chat), portal);
        }

        return portal;
    }

    /// <summary>The portal that a room is; null for every other room.</summary>
    public async ValueTask<PortalRow?> ByRoomAsync(RoomId room, CancellationToken cancellationToken)
    {
        if (!_byRoom.TryGet(room, out var portal))
        {
            portal = await table.ByRoomAsync(room.Value, cancellationToken);
            _byRoom.Set(room, portal);
        }

        return portal;
    }

    /// <summary>The direct chats with a person that an account sees.</summary>
    public async Task<IReadOnlyList<ChatKey>> DirectWithAsync(NetworkId network, AccountId account, RemoteUserId user, CancellationToken cancellationToken) =>
        [.. (await table.ByOtherUserAsync(network, user, cancellationToken)).Select(portal => portal.Chat).Where(chat => chat.Receiver is null || chat.Receiver == account)];

    public async Task SaveAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await database.WriteAsync([PortalTable.Upsert(portal)], cancellationToken: cancellationToken);
        _byChat.Set((portal.Network, portal.Chat), portal);
        if (portal.RoomId is { } room)
        {
            _byRoom.Set(new RoomId(room), portal);
        }
    }

    /// <summary>Forgets that a chat has a room; the next message makes a new one.</summary>
    public async Task DeleteAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await database.WriteAsync([PortalTable.Delete(portal.Network, portal.Chat)], cancellationToken: cancellationToken);
        _byChat.Remove((portal.Network, portal.Chat));
        if (portal.RoomId is { } room)
        {
            _byRoom.Remove(new RoomId(room));
        }
    }

    public void Dispose()
    {
        _byChat.Dispose();
        _byRoom.Dispose();
    }
}
