using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>One picture of a pack.</summary>
/// <param name="Body">What it shows, in words.</param>
/// <param name="Usage">What it is for, where that differs from the pack.</param>
public sealed record PackImage(MxcUri Url, string? Body, MediaInfo? Info, IReadOnlyList<string>? Usage = null)
{
    internal JsonObject ToJson()
    {
        var image = new JsonObject { ["url"] = Url.Value };
        image.PutIfAny("body", Body);
        if (Info is not null)
        {
            image["info"] = JsonSerializer.SerializeToNode(Info, ContentJson.Default.MediaInfo);
        }

        if (Usage is not null)
        {
            image["usage"] = new JsonArray([.. Usage.Select(static use => JsonValue.Create(use))]);
        }

        return image;
    }
}
