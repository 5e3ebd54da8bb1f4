using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>What somebody chose of a poll (MSC3381); each person's newest response counts.</summary>
/// <param name="Poll">The event that asks.</param>
/// <param name="Answers">The ids of the chosen answers, each once; none: the vote is taken back.</param>
public sealed record PollResponse(EventId Poll, IReadOnlyList<string> Answers)
{
    /// <summary>Null where it is no response, under either name.</summary>
    public static PollResponse? TryParse(JsonElement content)
    {
        var fields = TolerantFields.Of(content);
        var answers = fields?.Object(PollTypes.Response)?.Texts("answers")
            ?? fields?.Texts("m.selections")
            ?? fields?.Object(PollTypes.StableResponse)?.Texts("answers");
        return fields?.Object("m.relates_to")?.Event("event_id") is { } poll && answers is not null
            ? new PollResponse(poll, [.. answers.Distinct(StringComparer.Ordinal)])
            : null;
    }

    public JsonObject ToJson() => new()
    {
        [PollTypes.Response] = new JsonObject { ["answers"] = new JsonArray([.. Answers.Select(static answer => JsonValue.Create(answer))]) },
        ["m.relates_to"] = new JsonObject { ["rel_type"] = MessageRelation.Reference, ["event_id"] = Poll.Value },
    };
}
