using Bridges.Core.FromMatrix.Groups;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Takes what is about a room itself, portal or not, to those who know its kind: who comes and goes, and its end.</summary>
internal sealed class RoomLives(PortalRegistry portals, MatrixMembership membership, MatrixMembers members, CoreOptions options)
{
    /// <returns>Null of anything else.</returns>
    public async Task<RowOutcome?> HandleAsync(JournalRow row, MatrixEvent roomEvent, CancellationToken cancellationToken) => roomEvent.Type switch
    {
        EventTypes.Member => await MembershipAsync(row, roomEvent, cancellationToken),
        RoomStateTypes.Tombstone => await membership.EndedAsync(roomEvent, cancellationToken),
        _ => null,
    };

    /// <summary>Anybody can invite a ghost that does not exist: what the homeserver refuses then is nobody's loss.</summary>
    private async Task<RowOutcome> MembershipAsync(JournalRow row, MatrixEvent roomEvent, CancellationToken cancellationToken)
    {
        try
        {
            return DeedsToOthers.Is(roomEvent, options.Bot) && LaneKey.SenderOf(row.Lane) is not null && await portals.ByRoomAsync(roomEvent.RoomId, cancellationToken) is { } portal
                ? await members.BridgeAsync(row, portal, roomEvent, cancellationToken)
                : await membership.HandleAsync(roomEvent, cancellationToken);
        }
        catch (MatrixException exception) when (exception is { IsTransient: false, HasErrorCode: true })
        {
            return RowOutcome.Nothing;
        }
    }
}
