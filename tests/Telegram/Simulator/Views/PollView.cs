using System.Globalization;
using System.Text;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Polls and their results; who has not voted sees no numbers.</summary>
internal static class PollView
{
    public static TlObject Of(Media.Poll poll) => new("poll")
    {
        ["id"] = poll.Ballot.Id,
        ["closed"] = poll.Ballot.IsClosed,
        ["public_voters"] = !poll.IsAnonymous,
        ["multiple_choice"] = poll.AllowsSeveral,
        ["quiz"] = poll.RightAnswer is not null,
        ["question"] = Plain(poll.Question),
        ["answers"] = poll.Answers.Select((answer, index) => new TlObject("pollAnswer") { ["text"] = Plain(answer), ["option"] = Option(index) }).ToArray(),
    };

    public static TlObject Results(Media.Poll poll, Person viewer)
    {
        var votes = poll.Ballot.Votes;
        var maySee = votes.ContainsKey(viewer) || poll.Ballot.IsClosed;
        return new TlObject("pollResults")
        {
            ["total_voters"] = votes.Count,
            ["results"] = maySee ? poll.Answers.Select((_, index) => Answer(poll, index, viewer)).ToArray() : null,
            ["recent_voters"] = poll.IsAnonymous || votes.Count == 0 ? null : votes.Keys.Take(3).Select(PeerView.Of).ToArray(),
            ["solution"] = maySee && poll.Explanation.Length > 0 ? poll.Explanation : null,
            ["solution_entities"] = maySee && poll.Explanation.Length > 0 ? Array.Empty<TlObject>() : null,
        };
    }

    public static TlObject Changed(Media.Poll poll, Person viewer) => new("updateMessagePoll")
    {
        ["poll_id"] = poll.Ballot.Id,
        ["poll"] = Of(poll),
        ["results"] = Results(poll, viewer),
    };

    public static byte[] Option(int index) => Encoding.ASCII.GetBytes($"{index}");

    public static int Index(byte[] option) =>
        int.TryParse(Encoding.ASCII.GetString(option), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static TlObject Answer(Media.Poll poll, int index, Person viewer)
    {
        var voters = poll.Ballot.Votes.Where(vote => vote.Value.Contains(index)).Select(vote => vote.Key).ToList();
        return new TlObject("pollAnswerVoters")
        {
            ["chosen"] = voters.Contains(viewer),
            ["correct"] = poll.RightAnswer == index,
            ["option"] = Option(index),
            ["voters"] = voters.Count,
            ["recent_voters"] = poll.IsAnonymous ? Array.Empty<TlObject>() : voters.Take(3).Select(PeerView.Of).ToArray(),
        };
    }

    private static TlObject Plain(string text) => new("textWithEntities") { ["text"] = text };
}
