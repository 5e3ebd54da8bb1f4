using Bridges.Matrix;

namespace Bridges.Core.Lanes;

/// <summary>Which of a chat's lanes an event from its room stands in.</summary>
internal static class LaneOfEvent
{
    /// <summary>
    /// The sender's own, except for what concerns the room itself, which only the chat's lane may change. Where somebody is concerns
    /// them alone, though it is state; what they pin, and change of the group, is done by their account, whose trouble is theirs alone.
    /// </summary>
    public static bool IsSenders(MatrixEvent roomEvent) =>
        roomEvent.StateKey is null || BeaconTypes.IsInfo(roomEvent.Type) || EventTypes.IsLook(roomEvent.Type) || roomEvent.Type is EventTypes.PowerLevels or PinnedEvents.EventType;
}
