using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>What changed in how a user keeps rooms.</summary>
/// <param name="Next">What the next question begins with; null where the answer was none.</param>
/// <param name="Muted">All rooms for which a rule of the user's own lets nothing sound; null: not told, as it was.</param>
public sealed record RoomMarkChanges(string? Next, IReadOnlyList<RoomMarkChange> Rooms, IReadOnlySet<RoomId>? Muted)
{
    internal static RoomMarkChanges Read(JsonElement answer)
    {
        var fields = TolerantFields.Of(answer);
        var rooms = fields?.Object("rooms")?.Element("join")?.EnumerateObject().Select(static room => Room(room.Name, TolerantFields.Of(room.Value))).OfType<RoomMarkChange>();
        return new RoomMarkChanges(fields?.Text("next_batch"), [.. rooms ?? []], Content(fields, "m.push_rules") is { } rules ? MutedBy(rules) : null);
    }

    private static RoomMarkChange? Room(string name, TolerantFields? told)
    {
        if (!RoomId.TryParse(name, out var room))
        {
            return null;
        }

        var tags = Content(told, "m.tag")?.Object("tags");
        var change = new RoomMarkChange(room, tags?.Has("m.favourite"), tags?.Has("m.lowpriority"), Content(told, "m.marked_unread")?.Flag("unread"));
        return change is (_, null, null, null) ? null : change;
    }

    /// <summary>A room is muted by a rule of its own that does not notify, or by one before all others (client-server API, 11.12).</summary>
    private static HashSet<RoomId> MutedBy(TolerantFields rules)
    {
        var muted = new HashSet<RoomId>();
        foreach (var kind in new[] { "room", "override" })
        {
            if (rules.Element("global") is not { } global || !global.TryGetProperty(kind, out var list) || list.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            // However many there are: one that is left out would count as taken back.
            foreach (var rule in list.EnumerateArray().Select(static rule => TolerantFields.Of(rule)).OfType<TolerantFields>())
            {
                if (RoomId.TryParse(rule.Text("rule_id"), out var room) && rule.Flag("enabled") != false && rule.Texts("actions") is { } actions && !actions.Contains("notify", StringComparer.Ordinal))
                {
                    muted.Add(room);
                }
            }
        }

        return muted;
    }

    private static TolerantFields? Content(TolerantFields? owner, string type) =>
        owner?.Object("account_data")?.Items("events")?.Select(static item => TolerantFields.Of(item)).LastOrDefault(data => data?.Text("type") == type)?.Object("content");
}
