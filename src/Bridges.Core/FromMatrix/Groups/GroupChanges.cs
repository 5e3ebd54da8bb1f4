using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Takes what members change about a portal's room itself to those who know its kind.</summary>
internal sealed class GroupChanges(MatrixRoomLook look, MatrixLevels levels)
{
    public static bool Concerns(string type) => type == EventTypes.PowerLevels || EventTypes.IsLook(type);

    public Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken) =>
        roomEvent.Type == EventTypes.PowerLevels
            ? levels.BridgeAsync(row, portal, roomEvent, cancellationToken)
            : look.BridgeAsync(row, portal, roomEvent, cancellationToken);
}
