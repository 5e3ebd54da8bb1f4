using Bridges.Abstractions;
using Bridges.Core.Portals;
using Bridges.Matrix;

namespace Bridges.Core.Provisioning;

/// <summary>Waits for the room of a chat that was just opened: its own lane makes it.</summary>
internal sealed class RoomWait(PortalRegistry portals, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="BridgeException">It takes long.</exception>
    public async Task<RoomId> ForAsync(NetworkId network, ChatKey chat, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < _patience)
        {
            if (await portals.FindAsync(network, chat, cancellationToken) is { RoomId: { } room })
            {
                return new RoomId(room);
            }

            await Task.Delay(_pause, time, cancellationToken);
        }

        throw BridgeException.Transient("The chat's room is not there yet; it appears as soon as the homeserver makes it.");
    }
}
