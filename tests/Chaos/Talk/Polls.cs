using Bridges.Chaos.Tests.Stage;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Talk;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>The polls of one chat: asked on either side, answered by Alice in the room, once each.</summary>
internal sealed class Polls(ChaosStage stage, Random random)
{
    public const string Start = "org.matrix.msc3381.poll.start";
    public const string Response = "org.matrix.msc3381.poll.response";

    private const string Words = "org.matrix.msc1767.text";

    private static readonly string[] Answers = ["yes", "no", "perhaps"];

    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);

    /// <summary>In chats of two Telegram has none.</summary>
    public static bool AreOf(Chat chat) => chat is GroupChat;

    /// <summary>What a poll asks; null of anything else.</summary>
    public static string? QuestionOf(MatrixEvent seen) =>
        seen.Type == Start && seen.Content.TryGetProperty(Start, out var poll) ? poll.GetProperty("question").GetProperty(Words).GetString() : null;

    /// <summary>Which answers a vote is for, by their places in the poll.</summary>
    public static IReadOnlyList<int> ChosenIn(MatrixEvent poll, MatrixEvent vote)
    {
        var ids = poll.Content.GetProperty(Start).GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("id").GetString()!).ToList();
        return [.. vote.Content.GetProperty(Response).GetProperty("answers").EnumerateArray().Select(answer => ids.IndexOf(answer.GetString()!))];
    }

    public static Message AskOnTelegram(Person who, Chat chat, string question) => who.SendMedia(chat, new Media.Poll(question, Answers) { IsAnonymous = false });

    public Task AskOnMatrixAsync(string room, string question) => stage.Alice.SendAsync(room, Start, new Dictionary<string, object>
    {
        [Start] = new
        {
            question = new Dictionary<string, string> { [Words] = question },
            kind = "org.matrix.msc3381.poll.disclosed",
            max_selections = 1,
            answers = Answers.Select(answer => new Dictionary<string, string> { ["id"] = answer, [Words] = answer }).ToArray(),
        },
        [Words] = question,
    });

    /// <summary>Alice answers a poll that she has not answered yet.</summary>
    /// <returns>False where there is none.</returns>
    public async Task<bool> AnswerAsync(string room)
    {
        var open = stage.Alice.Seen.Where(seen => seen.RoomId == room && Token.In(QuestionOf(seen)) is not null && !_answered.Contains(seen.EventId)).ToList();
        if (open.Count == 0)
        {
            return false;
        }

        var poll = open[random.Next(open.Count)];
        var answers = poll.Content.GetProperty(Start).GetProperty("answers");
        _answered.Add(poll.EventId);
        await stage.Alice.SendAsync(room, Response, new Dictionary<string, object>
        {
            ["m.relates_to"] = new { rel_type = "m.reference", event_id = poll.EventId },
            [Response] = new { answers = new[] { answers[random.Next(answers.GetArrayLength())].GetProperty("id").GetString() } },
        });
        return true;
    }
}
