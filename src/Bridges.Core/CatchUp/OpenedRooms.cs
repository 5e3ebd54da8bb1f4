using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals;
using Bridges.Matrix;

namespace Bridges.Core.CatchUp;

/// <summary>Opens the room of a chat that somebody asked for, and waits for it: the chat's own lane makes it.</summary>
internal sealed class OpenedRooms(FirstSync firstSync, PortalRegistry portals, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <returns>Null where the room takes longer: it comes all the same.</returns>
    public async Task<RoomId?> OpenAsync(RunningAccount account, ChatKey chat, TimeSpan patience, CancellationToken cancellationToken)
    {
        await firstSync.BeginAsync(account, chat, messages: null, cancellationToken);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < patience; await Task.Delay(_pause, time, cancellationToken))
        {
            if (await portals.FindAsync(account.Network, chat, cancellationToken) is { RoomId: { } room })
            {
                return new RoomId(room);
            }
        }

        return null;
    }
}
