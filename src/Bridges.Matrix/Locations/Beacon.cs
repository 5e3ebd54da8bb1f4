using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>Where somebody is who shares it (MSC3672).</summary>
/// <param name="Info">The state event that began the sharing.</param>
public sealed record Beacon(EventId Info, GeoPoint Point, DateTimeOffset At, string? Description = null)
{
    private const string Location = "org.matrix.msc3488.location";

    /// <summary>Null where it names no place or no sharing.</summary>
    public static Beacon? TryParse(JsonElement content, DateTimeOffset sent)
    {
        var fields = TolerantFields.Of(content);
        var location = fields?.Object(Location) ?? fields?.Object("m.location");
        return fields?.Object("m.relates_to")?.Event("event_id") is { } info && GeoPoint.TryParse(location?.Text("uri"), out var point)
            ? new Beacon(info, point, sent, location!.Text("description"))
            : null;
    }

    public JsonObject ToJson()
    {
        var location = new JsonObject { ["uri"] = Point.ToUri() };
        if (Description is not null)
        {
            location["description"] = Description;
        }

        return new JsonObject
        {
            [Location] = location,
            [BeaconInfo.TimestampKey] = At.ToUnixTimeMilliseconds(),
            ["m.relates_to"] = new JsonObject { ["rel_type"] = MessageRelation.Reference, ["event_id"] = Info.Value },
        };
    }
}
