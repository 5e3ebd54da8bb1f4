using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.IncomingEvents;

/// <summary>Tells what is for the bridge from the much that is not.</summary>
internal sealed class EventFilter(GhostIds ids, CoreOptions options)
{
    /// <summary>
    /// Edits and deletions that we made for a user are echoes. Of a message the mark says less, whatever stands in it: clients
    /// copy unknown fields when they forward one, so whether it is an echo is asked of what was sent, when its turn has come.
    /// </summary>
    public bool Concerns(MatrixEvent roomEvent) => roomEvent.Type switch
    {
        EventTypes.Message or EventTypes.Sticker or EventTypes.Encrypted or EventTypes.Redaction =>
            MayAct(roomEvent.Sender) && !(IsChange(roomEvent) && BridgeMark.Read(roomEvent.Content) is { IsChange: true }),
        // Nobody forwards these: a mark tells that they are ours.
        ReactionContent.EventType => MayAct(roomEvent.Sender) && BridgeMark.Read(roomEvent.Content) is null,
        var type when PollTypes.IsStart(type) || PollTypes.IsResponse(type) || PollTypes.IsEnd(type) => MayAct(roomEvent.Sender) && BridgeMark.Read(roomEvent.Content) is null,
        var type when BeaconTypes.IsInfo(type) => MayAct(roomEvent.Sender) && roomEvent.StateKey == roomEvent.Sender.Value && BridgeMark.Read(roomEvent.Content) is null,
        var type when BeaconTypes.IsBeacon(type) => MayAct(roomEvent.Sender) && BridgeMark.Read(roomEvent.Content) is null,
        EventTypes.CallInvite => MayAct(roomEvent.Sender),
        EventTypes.Name or EventTypes.Topic or EventTypes.Avatar when BridgeMark.Read(roomEvent.Content) is not null => false,
        EventTypes.Name or EventTypes.Topic or EventTypes.Avatar or EventTypes.PowerLevels or PinnedEvents.EventType => MayAct(roomEvent.Sender) && roomEvent.StateKey is "",
        EventTypes.Member or RoomStateTypes.Tombstone => MayAct(roomEvent.Sender) && roomEvent.StateKey is not null,
        _ => false,
    };

    private static bool IsChange(MatrixEvent roomEvent) =>
        roomEvent.Type == EventTypes.Redaction || RoomMessageReader.Read(roomEvent.Content)?.Replaces is not null;

    /// <summary>Real people whom the permissions do not shut out. Our own bot and ghosts would be echoes.</summary>
    public bool MayAct(UserId user) =>
        !ids.IsOurs(user) && options.Permissions.LevelOf(user) > PermissionLevel.Blocked;
}
