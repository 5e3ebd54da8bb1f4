using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Portals;

namespace Bridges.Core.Commands;

/// <summary>Opens the room of a chat and gives the link to it.</summary>
internal sealed class RoomLinks(FirstSync firstSync, PortalRegistry portals, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(200);

    /// <summary>Null where the room takes longer: it comes all the same.</summary>
    public async Task<string?> OpenAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken)
    {
        await firstSync.BeginAsync(account, chat, cancellationToken);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < _patience; await Task.Delay(_between, time, cancellationToken))
        {
            if (await portals.FindAsync(account.Network, chat, cancellationToken) is { RoomId: { } room })
            {
                return $"https://matrix.to/#/{room}";
            }
        }

        return null;
    }
}
