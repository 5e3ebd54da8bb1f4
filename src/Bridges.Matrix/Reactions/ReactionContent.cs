using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>What an <c>m.reaction</c> says.</summary>
/// <param name="Target">The event that somebody reacts to.</param>
/// <param name="Key">An emoji, any other short text, or the <c>mxc://</c> address of a picture.</param>
/// <param name="Shortcode">The name of the picture, without colons; null: none is given.</param>
public sealed record ReactionContent(EventId Target, string Key, string? Shortcode = null)
{
    public const string EventType = "m.reaction";
    private const string Annotation = "m.annotation";

    /// <summary>Longer than any emoji; what is longer is no reaction but a text.</summary>
    private const int LongestKey = 512;

    /// <summary>Null where it is no reaction to anything.</summary>
    public static ReactionContent? TryParse(JsonElement content)
    {
        var fields = TolerantFields.Of(content);
        var relation = fields?.Object("m.relates_to");
        return relation?.Text("rel_type") == Annotation && relation.Event("event_id") is { } target && relation.Text("key") is { Length: > 0 and <= LongestKey } key
            ? new ReactionContent(target, key, fields?.Text("shortcode") ?? fields?.Text("com.beeper.reaction.shortcode"))
            : null;
    }

    public JsonObject ToJson()
    {
        var content = new JsonObject
        {
            ["m.relates_to"] = new JsonObject { ["rel_type"] = Annotation, ["event_id"] = Target.Value, ["key"] = Key },
        };
        if (Shortcode is not null)
        {
            content["shortcode"] = Shortcode;
            content["com.beeper.reaction.shortcode"] = $":{Shortcode}:";
        }

        return content;
    }
}
