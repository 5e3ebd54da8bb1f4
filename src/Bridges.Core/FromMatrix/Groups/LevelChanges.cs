using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>What somebody changed of a room's levels: whose, and whether anything else.</summary>
/// <param name="Before">The whole content that it replaced.</param>
internal sealed record LevelChanges(IReadOnlyList<LevelChange> OfUsers, bool OfRoom, JsonObject Before)
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
                .. levelsBefore.Users.Union(levelsNow.Users).Select(user => new LevelChange(user, levelsBefore[user], levelsNow[user])).Where(change => change.Before != change.Now),
            ],
            !JsonNode.DeepEquals(WithoutUsers(before), WithoutUsers(now)),
            before);
    }

    /// <summary>All but the levels of users.</summary>
    public static JsonObject WithoutUsers(JsonObject content)
    {
        var rest = (JsonObject)content.DeepClone();
        rest.Remove("users");
        return rest;
    }
}

/// <summary>A user's level, before and now.</summary>
internal sealed record LevelChange(string User, int Before, int Now);
