using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>A question with answers to choose from, as the event that asks it has them (MSC3381).</summary>
public sealed record PollStart
{
    private const string Kind = "kind";
    private const string Disclosed = "org.matrix.msc3381.poll.disclosed";
    private const string Undisclosed = "org.matrix.msc3381.poll.undisclosed";
    private const string MaxSelectionsKey = "max_selections";
    private const string AnswersKey = "answers";
    private const string QuestionKey = "question";

    /// <summary>More than the 20 that the proposal knows, so that a poll is not refused for one too many.</summary>
    private const int MostAnswers = 100;

    public required string Question { get; init; }

    public required IReadOnlyList<PollAnswer> Answers { get; init; }

    /// <summary>How many answers one person may choose. Default: 1.</summary>
    public int MaxSelections { get; init; } = 1;

    /// <summary>Whether everyone sees how the votes stand before the poll ends. Default: yes.</summary>
    public bool ShowsVotes { get; init; } = true;

    /// <summary>The message that the poll answers; null: none.</summary>
    public EventId? RepliesTo { get; init; }

    /// <summary>The poll that this one replaces; null: none.</summary>
    public EventId? Replaces { get; init; }

    /// <summary>Null where it is no poll, under either name, or has no answer to choose.</summary>
    public static PollStart? TryParse(JsonElement content)
    {
        if (TolerantFields.Of(content) is not { } fields)
        {
            return null;
        }

        var relation = fields.Object("m.relates_to");
        var replaced = relation?.Text("rel_type") == MessageRelation.Replace ? relation.Event("event_id") : null;
        var said = replaced is not null ? fields.Object("m.new_content") ?? fields : fields;
        if ((said.Object(PollTypes.Start) ?? said.Object("m.poll") ?? said.Object(PollTypes.StableStart)) is not { } poll
            || ExtensibleText.Of(poll.Object(QuestionKey)) is not { } question)
        {
            return null;
        }

        var answers = new List<PollAnswer>();
        foreach (var item in (poll.Items(AnswersKey) ?? []).Take(MostAnswers))
        {
            if (TolerantFields.Of(item) is { } answer && (answer.Text("id") ?? answer.Text("m.id")) is { } id && ExtensibleText.Of(answer) is { } text
                && !answers.Exists(other => other.Id == id))
            {
                answers.Add(new PollAnswer(id, text));
            }
        }

        return answers.Count == 0 ? null : new PollStart
        {
            Question = question,
            Answers = answers,
            MaxSelections = (int)Math.Clamp(poll.Number(MaxSelectionsKey) ?? 1, 1, answers.Count),
            ShowsVotes = poll.Text(Kind) is Disclosed or "m.disclosed",
            RepliesTo = relation?.Object("m.in_reply_to")?.Event("event_id"),
            Replaces = replaced,
        };
    }

    /// <summary>As clients show it, with the text for those that know no polls.</summary>
    public JsonObject ToJson()
    {
        var fallback = $"{Question}\n{string.Join('\n', Answers.Select(static (answer, index) => $"{index + 1}. {answer.Text}"))}";
        var content = new JsonObject
        {
            [PollTypes.Start] = new JsonObject
            {
                [Kind] = ShowsVotes ? Disclosed : Undisclosed,
                [MaxSelectionsKey] = MaxSelections,
                [QuestionKey] = new JsonObject { [ExtensibleText.Unstable] = Question, ["body"] = Question, ["msgtype"] = MessageTypes.Text },
                [AnswersKey] = new JsonArray([.. Answers.Select(static answer => new JsonObject { ["id"] = answer.Id, [ExtensibleText.Unstable] = answer.Text })]),
            },
            [ExtensibleText.Unstable] = fallback,
        };
        if (RepliesTo is { } answered)
        {
            content["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = answered.Value } };
        }

        return content;
    }

    /// <summary>As a new version of an earlier poll.</summary>
    public JsonObject ToReplacementOf(EventId original)
    {
        var content = ToJson();
        content["m.new_content"] = ToJson();
        content["m.relates_to"] = new JsonObject { ["rel_type"] = MessageRelation.Replace, ["event_id"] = original.Value };
        return content;
    }
}
