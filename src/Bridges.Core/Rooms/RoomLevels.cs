using System.Text.Json.Nodes;

namespace Bridges.Core.Rooms;

/// <summary>
/// The content of <c>m.room.power_levels</c>, as so many slots that each have a level: a user has, an event type needs (its name has dots), and
/// so does an action (<c>invite</c>, <c>kick</c>, <c>ban</c>).
/// </summary>
internal sealed class RoomLevels(JsonObject content)
{
    public JsonObject Content => content;

    public IEnumerable<string> Users => content["users"] is JsonObject users ? users.Select(user => user.Key) : [];

    public int this[string slot]
    {
        get => Level(Holder(slot)?[slot]) ?? Usual(slot);
        set
        {
            if (IsUser(slot) && value == Usual(slot))
            {
                Holder(slot)?.Remove(slot);
                return;
            }

            if (Holder(slot) is not { } holder)
            {
                content[IsUser(slot) ? "users" : "events"] = holder = [];
            }

            holder[slot] = value;
        }
    }

    public static bool IsUser(string slot) => slot.StartsWith('@');

    private JsonObject? Holder(string slot) => IsUser(slot) ? content["users"] as JsonObject : slot.Contains('.', StringComparison.Ordinal) ? content["events"] as JsonObject : content;

    private int Usual(string slot) => slot switch
    {
        _ when IsUser(slot) => Level(content["users_default"]) ?? 0,
        _ when slot.Contains('.', StringComparison.Ordinal) => Level(content["state_default"]) ?? 50,
        "invite" => 0,
        _ => 50,
    };

    private static int? Level(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var level) ? level : null;
}
