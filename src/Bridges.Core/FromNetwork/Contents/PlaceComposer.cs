using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Shows places on the map (<c>m.location</c>, with MSC3488's fields).</summary>
internal static class PlaceComposer
{
    public static RoomMessageContent Compose(LocationContent place) =>
        Compose(new GeoPoint(place.Latitude, place.Longitude, place.Accuracy), $"📍 {PlaceTexts.Words(place)}", place.Name);

    /// <summary>A shared position is one event: each move is an edit of it, and so is the end.</summary>
    public static RoomMessageContent Compose(LiveLocationContent place)
    {
        var what = place.HasEnded ? "The live location has ended. Last seen" : "Live location";
        var description = place.Description is { Length: > 0 } said ? $"{said}: " : "";
        return Compose(
            new GeoPoint(place.Latitude, place.Longitude, place.Accuracy),
            $"📍 {what}: {description}{PlaceTexts.Coordinates(place.Latitude, place.Longitude)}", place.Description);
    }

    private static RoomMessageContent Compose(GeoPoint point, string body, string? name)
    {
        var uri = point.ToUri();
        var location = new JsonObject { ["uri"] = uri };
        if (name is { Length: > 0 })
        {
            location["description"] = name;
        }

        return new RoomMessageContent
        {
            MsgType = MessageTypes.Location,
            Body = body,
            GeoUri = uri,
            Mentions = new MessageMentions(),
            Additional = new(StringComparer.Ordinal)
            {
                ["org.matrix.msc3488.location"] = JsonElement.Parse(location.ToJsonString()),
                ["org.matrix.msc3488.asset"] = JsonElement.Parse("""{"type":"m.pin"}"""),
            },
        };
    }
}
