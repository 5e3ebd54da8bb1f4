using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>A poll takes no more votes (MSC3381).</summary>
/// <param name="Poll">The event that asks.</param>
/// <param name="Text">What is said of it, for clients that know no polls.</param>
public sealed record PollEnd(EventId Poll, string Text)
{
    /// <summary>Null where it names no poll.</summary>
    public static PollEnd? TryParse(JsonElement content)
    {
        var fields = TolerantFields.Of(content);
        return fields?.Object("m.relates_to")?.Event("event_id") is { } poll ? new PollEnd(poll, ExtensibleText.Of(fields) ?? "") : null;
    }

    public JsonObject ToJson() => new()
    {
        [PollTypes.End] = new JsonObject(),
        [ExtensibleText.Unstable] = Text,
        ["m.relates_to"] = new JsonObject { ["rel_type"] = MessageRelation.Reference, ["event_id"] = Poll.Value },
    };
}
