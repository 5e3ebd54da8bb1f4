using System.Text.Json.Nodes;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>One entry of what a room asks for (<c>m.room.power_levels</c> without its users), before and now.</summary>
/// <param name="Group">The object that the entry stands in, <c>events</c> for instance; null: the content itself.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="Now">Null where there is none any more.</param>
internal sealed record RoomLevelChange(string? Group, string Name, JsonNode? Before, JsonNode? Now)
{
    private const string Users = "users";

    public static IEnumerable<RoomLevelChange> Between(JsonObject before, JsonObject now)
    {
        foreach (var name in Names(before, now).Where(name => name != Users))
        {
            if (before[name] is JsonObject or null && now[name] is JsonObject or null && (before[name] ?? now[name]) is JsonObject)
            {
                var (groupBefore, groupNow) = (before[name] as JsonObject ?? [], now[name] as JsonObject ?? []);
                foreach (var entry in Names(groupBefore, groupNow).Where(entry => !JsonNode.DeepEquals(groupBefore[entry], groupNow[entry])))
                {
                    yield return new RoomLevelChange(name, entry, groupBefore[entry], groupNow[entry]);
                }
            }
            else if (!JsonNode.DeepEquals(before[name], now[name]))
            {
                yield return new RoomLevelChange(Group: null, name, before[name], now[name]);
            }
        }
    }

    /// <summary>Makes the entry what it is to be, unless somebody has changed it again since.</summary>
    /// <param name="level">Null: as it was before.</param>
    public void Undo(JsonObject content, int? level)
    {
        var holder = Group is null ? content : content[Group] as JsonObject;
        if (!JsonNode.DeepEquals(holder?[Name], Now))
        {
            return;
        }

        if (holder is null)
        {
            content[Group!] = holder = [];
        }

        var wanted = level is { } number ? JsonValue.Create(number) : Before?.DeepClone();
        if (wanted is null)
        {
            holder.Remove(Name);
        }
        else
        {
            holder[Name] = wanted;
        }
    }

    private static IEnumerable<string> Names(JsonObject before, JsonObject now) => before.Select(entry => entry.Key).Union(now.Select(entry => entry.Key)).ToArray();
}
