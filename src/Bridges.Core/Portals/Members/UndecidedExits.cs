using Bridges.Core.Ghosts;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Members;

/// <summary>
/// Ghosts whom somebody put out of a room, and of whom it is not known yet whether the network does so, too: until then they stay out, though the
/// network still names them.
/// </summary>
internal sealed class UndecidedExits(Journal journal, GhostIds ids, HomeserverClients clients, TimeProvider time)
{
    /// <summary>By then the homeserver has told of it, and it stands in the journal.</summary>
    private static readonly TimeSpan _told = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlySet<UserId>> InAsync(RoomId room, CancellationToken cancellationToken)
    {
        var undecided = new HashSet<UserId>();
        foreach (var member in await clients.Main.NonMembersAsync(actingAs: null, room, cancellationToken))
        {
            if (UserId.TryParse(member.StateKey ?? "", out var user) && ids.IsGhost(user) && !ids.IsOurs(member.Sender)
                && DeedsToOthers.Membership(member.Content) is "leave" or "ban" && await IsUndecidedAsync(member, cancellationToken))
            {
                undecided.Add(user);
            }
        }

        return undecided;
    }

    private async Task<bool> IsUndecidedAsync(MatrixEvent exit, CancellationToken cancellationToken) =>
        await journal.FindByEventAsync(exit.EventId.Value, cancellationToken) is { } row
            ? row.State is JournalState.Queued or JournalState.HandingOver
            : time.GetUtcNow() - exit.OriginServerTs < _told;
}
