using System.Text.Json;

namespace Bridges.TestBeds.Stub;

/// <summary><c>POST /createRoom</c>.</summary>
internal sealed class StubRoomCreation(StubAccounts accounts, StubRooms rooms)
{
    public StubAnswer Create(StubRequest request)
    {
        var wish = request.Json;
        var room = rooms.Create();
        var creator = request.UserId;
        if (Text(wish, "room_alias_name") is { } alias
            && !rooms.Name(room, $"#{alias}:{accounts.Bot.Split(':', 2)[1]}"))
        {
            return StubAnswer.Error(400, "M_ROOM_IN_USE", "Room alias already taken");
        }

        rooms.SetState(room, creator, "m.room.create", "", wish.TryGetProperty("creation_content", out var content) ? content : new { });
        rooms.SetMembership(room, creator, creator, "join");
        rooms.SetState(room, creator, "m.room.join_rules", "", new { join_rule = IsPublic(wish) ? "public" : "invite" });
        foreach (var state in List(wish, "initial_state"))
        {
            rooms.SetState(room, creator, Text(state, "type")!, Text(state, "state_key") ?? "", state.GetProperty("content"));
        }

        if (Text(wish, "name") is { } name)
        {
            rooms.SetState(room, creator, "m.room.name", "", new { name });
        }

        if (Text(wish, "topic") is { } topic)
        {
            rooms.SetState(room, creator, "m.room.topic", "", new { topic });
        }

        if (wish.TryGetProperty("power_level_content_override", out var levels))
        {
            rooms.SetState(room, creator, "m.room.power_levels", "", levels);
        }

        foreach (var invited in List(wish, "invite"))
        {
            rooms.SetMembership(room, creator, invited.GetString()!, "invite");
        }

        return StubAnswer.Json(new { room_id = room.Id });
    }

    private static bool IsPublic(JsonElement wish) => Text(wish, "preset") == "public_chat" || Text(wish, "visibility") == "public";

    private static IEnumerable<JsonElement> List(JsonElement wish, string name) =>
        wish.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static string? Text(JsonElement wish, string name) =>
        wish.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
