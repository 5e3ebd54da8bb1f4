using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;

namespace Bridges.Core.Commands;

/// <summary>Opens the room of a chat and gives the link to it.</summary>
internal sealed class RoomLinks(OpenedRooms rooms)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>Null where the room takes longer: it comes all the same.</summary>
    public async Task<string?> OpenAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        await rooms.OpenAsync(account, chat, _patience, cancellationToken) is { } room ? $"https://matrix.to/#/{room}" : null;
}
