using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>A set of stickers or emoji (MSC2545), as the state of a room.</summary>
public sealed record ImagePack
{
    /// <summary>The name that clients read today; the specification's own is <see cref="StableRoomType"/>.</summary>
    public const string RoomType = "im.ponies.room_emotes";
    public const string StableRoomType = "m.room.image_pack";

    private const int MostImages = 500;

    public string? DisplayName { get; init; }

    public MxcUri? Avatar { get; init; }

    public string? Attribution { get; init; }

    /// <summary>By short code, which is a name without colons.</summary>
    public required IReadOnlyDictionary<string, PackImage> Images { get; init; }

    /// <summary>Null where there is no picture in it.</summary>
    public static ImagePack? TryParse(JsonElement content)
    {
        var fields = TolerantFields.Of(content);
        var images = new Dictionary<string, PackImage>(StringComparer.Ordinal);
        foreach (var (code, value) in (fields?.Object("images")?.Others() ?? []).Take(MostImages))
        {
            if (TolerantFields.Of(value) is { } image && image.Mxc("url") is { } url)
            {
                images[code] = new PackImage(url, image.Text("body"), MediaInfo.Read(image.Object("info")), image.Texts("usage"));
            }
        }

        var pack = fields?.Object("pack");
        return images.Count == 0 ? null : new ImagePack
        {
            DisplayName = pack?.Text("display_name"),
            Avatar = pack?.Mxc("avatar_url"),
            Attribution = pack?.Text("attribution"),
            Images = images,
        };
    }

    /// <param name="usage"><c>sticker</c>, <c>emoticon</c>, or both.</param>
    public JsonObject ToJson(params IReadOnlyList<string> usage)
    {
        var pack = new JsonObject { ["usage"] = new JsonArray([.. usage.Select(static use => JsonValue.Create(use))]) };
        pack.PutIfAny("display_name", DisplayName);
        pack.PutIfAny("avatar_url", Avatar?.Value);
        pack.PutIfAny("attribution", Attribution);
        return new JsonObject
        {
            ["pack"] = pack,
            ["images"] = new JsonObject(Images.Select(static image => KeyValuePair.Create(image.Key, (JsonNode?)image.Value.ToJson()))),
        };
    }
}
