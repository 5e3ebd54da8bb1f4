using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>What somebody changed of a room's levels: those of users, and what the room asks for.</summary>
internal sealed record LevelChanges(IReadOnlyList<UserLevelChange> OfUsers, IReadOnlyList<RoomLevelChange> OfRoom)
{
    /// <summary>Null where the homeserver does not say what it was before.</summary>
    public static LevelChanges? Read(MatrixEvent roomEvent)
    {
        if (roomEvent.Unsigned is not { ValueKind: JsonValueKind.Object } more || !more.TryGetProperty("prev_content", out var content) || content.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var (before, now) = (JsonObject.Create(content)!, JsonObject.Create(roomEvent.Content)!);
        var (levelsBefore, levelsNow) = (new RoomLevels(before), new RoomLevels(now));
        return new LevelChanges(
            [
                .. levelsBefore.Users.Union(levelsNow.Users).Select(user => new UserLevelChange(user, levelsBefore[user], levelsNow[user])).Where(change => change.Before != change.Now),
            ],
            [.. RoomLevelChange.Between(before, now)]);
    }
}
