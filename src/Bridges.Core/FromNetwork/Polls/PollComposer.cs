using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Polls;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Polls;

/// <summary>Asks a network's question as a poll that clients know.</summary>
internal static class PollComposer
{
    public static JsonObject Compose(PollContent poll, EventId? repliesTo) => new PollStart
    {
        Question = poll.IsQuiz ? $"{poll.Question.Text} (quiz)" : poll.Question.Text,
        Answers = [.. poll.Options.Select(static option => new PollAnswer(option.Id, option.Text.Text))],
        MaxSelections = Math.Clamp(poll.MaximumSelections, 1, Math.Max(1, poll.Options.Count)),
        ShowsVotes = !poll.ResultsAreHidden,
        RepliesTo = repliesTo,
    }.ToJson();

    public static Statement Row(MessageKey key, EventId asked, PollContent poll) =>
        PollTable.Upsert(new PollRow(key, asked.Value, PollOptions.Write([.. poll.Options.Select(static option => new PollOptionIds(option.Id, option.Id, option.Text.Text))])));
}
