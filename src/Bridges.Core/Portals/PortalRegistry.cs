using Bridges.Abstractions;
using Bridges.Core.Caching;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals;

/// <summary>Finds and keeps portals. A portal is only ever changed by its own lane.</summary>
internal sealed class PortalRegistry(Database database, PortalTable table) : IDisposable
{
    private const int CacheSize = 4096;

    private readonly Lock _gate = new();
    private readonly BoundedCache<(NetworkId, ChatKey), PortalRow?> _byChat = new(CacheSize);
    private readonly BoundedCache<RoomId, PortalRow?> _byRoom = new(CacheSize);
    private long _changes;

    public async ValueTask<PortalRow?> FindAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        if (!_byChat.TryGet((network, chat), out var portal))
        {
            var changes = Interlocked.Read(ref _changes);
            portal = await table.FindAsync(network, chat, cancellationToken);
            Remember(changes, () => _byChat.Set((network, chat), portal));
        }

        return portal;
    }

    /// <summary>The portal that a room is; null for every other room.</summary>
    public async ValueTask<PortalRow?> ByRoomAsync(RoomId room, CancellationToken cancellationToken)
    {
        if (!_byRoom.TryGet(room, out var portal))
        {
            var changes = Interlocked.Read(ref _changes);
            portal = await table.ByRoomAsync(room.Value, cancellationToken);
            Remember(changes, () => _byRoom.Set(room, portal));
        }

        return portal;
    }

    /// <summary>The direct chats with a person that an account sees.</summary>
    public async Task<IReadOnlyList<ChatKey>> DirectWithAsync(NetworkId network, AccountId account, RemoteUserId user, CancellationToken cancellationToken) =>
        [.. (await table.ByOtherUserAsync(network, user, cancellationToken)).Select(portal => portal.Chat).Where(chat => chat.Receiver is null || chat.Receiver == account)];

    public async Task SaveAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await database.WriteAsync([PortalTable.Upsert(portal)], cancellationToken: cancellationToken);
        lock (_gate)
        {
            _changes++;
            _byChat.Set((portal.Network, portal.Chat), portal);
            if (portal.RoomId is { } room)
            {
                _byRoom.Set(new RoomId(room), portal);
            }
        }
    }

    /// <summary>Forgets that a chat has a room; the next message makes a new one.</summary>
    public async Task DeleteAsync(PortalRow portal, CancellationToken cancellationToken)
    {
        await database.WriteAsync([PortalTable.Delete(portal.Network, portal.Chat)], cancellationToken: cancellationToken);
        lock (_gate)
        {
            _changes++;
            _byChat.Remove((portal.Network, portal.Chat));
            if (portal.RoomId is { } room)
            {
                _byRoom.Remove(new RoomId(room));
            }
        }
    }

    public void Dispose()
    {
        _byChat.Dispose();
        _byRoom.Dispose();
    }

    /// <summary>Keeps what was read, unless a portal changed meanwhile: a chat remembered as one without a room would get a second.</summary>
    private void Remember(long changesBefore, Action set)
    {
        lock (_gate)
        {
            if (_changes == changesBefore)
            {
                set();
            }
        }
    }
}
