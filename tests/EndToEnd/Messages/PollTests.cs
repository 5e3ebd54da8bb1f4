using System.Text.Json;
using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Polls and quizzes, asked and answered on either side.</summary>
public sealed class PollTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private const string Start = "org.matrix.msc3381.poll.start";
    private const string Response = "org.matrix.msc3381.poll.response";
    private const string End = "org.matrix.msc3381.poll.end";

    [Fact]
    public async Task A_poll_of_Bob_is_voted_in_from_both_sides_and_ends_in_the_room()
    {
        var talk = await GroupAsync();
        var question = Talk.Unique("Tea?");
        var asked = talk.Bob.SendMedia(talk.Chat, new Media.Poll(question, "yes", "no") { IsAnonymous = false });
        var poll = await PollAsync(talk, question);

        await VoteAsync(talk, poll, option: 1);
        await talk.OnTelegramAsync(() => asked.VotesOf(talk.Alice.Telegram) is [1], Cancellation);
        // TDLib shows no votes while it sends its own.
        await talk.SettleAsync(Cancellation);
        talk.Bob.Vote(asked, 0);

        var vote = await talk.SeeAsync(Response, seen => seen.Sender == talk.Ghost && IsAbout(seen, poll.EventId), Cancellation);
        Assert.Equal([OptionOf(poll, 0)], AnswersOf(vote));
        talk.Bob.ClosePoll(asked);
        await talk.SeeAsync(End, seen => IsAbout(seen, poll.EventId), Cancellation);
    }

    [Fact]
    public async Task A_vote_in_the_app_between_two_on_Matrix_shows_and_the_last_one_counts()
    {
        var talk = await GroupAsync();
        var question = Talk.Unique("Where?");
        var asked = talk.Bob.SendMedia(talk.Chat, new Media.Poll(question, "here", "there", "nowhere") { IsAnonymous = false });
        var poll = await PollAsync(talk, question);

        await VoteAsync(talk, poll, option: 0);
        await talk.OnTelegramAsync(() => asked.VotesOf(talk.Alice.Telegram) is [0], Cancellation);
        await talk.SettleAsync(Cancellation);
        talk.Alice.Telegram.Vote(asked, 1);
        var inApp = await talk.SeeAsync(Response, seen => IsAbout(seen, poll.EventId) && AnswersOf(seen).SequenceEqual([OptionOf(poll, 1)]), Cancellation);
        await VoteAsync(talk, poll, option: 2);
        await talk.OnTelegramAsync(() => asked.VotesOf(talk.Alice.Telegram) is [2], Cancellation);
        await talk.SettleAsync(Cancellation);

        Assert.Equal(talk.Alice.Matrix.UserId, inApp.Sender);
        var votes = (await talk.Alice.Matrix.TimelineAsync(talk.Room, Cancellation)).Where(seen => seen.Type == Response && IsAbout(seen, poll.EventId));
        Assert.Equal([OptionOf(poll, 0), OptionOf(poll, 1), OptionOf(poll, 2)], votes.Select(vote => string.Join(' ', AnswersOf(vote))));
        Assert.Equal([2], asked.VotesOf(talk.Alice.Telegram));
    }

    [Fact]
    public async Task A_poll_of_Alice_is_voted_in_and_ended_by_her()
    {
        var talk = await GroupAsync();
        var question = Talk.Unique("Coffee?");

        var poll = await talk.Alice.Matrix.SendAsync(talk.Room, Start, Poll(question, "yes", "no"), Cancellation);

        var arrived = await Stage.Telegram.WaitForMessageAsync(talk.Chat, message => message.Media is Media.Poll asked && asked.Question == question, Patience, Cancellation);

        // Telegram tells who voted only to those who did.
        await VoteAsync(talk, poll, "a");
        await talk.OnTelegramAsync(() => arrived.VotesOf(talk.Alice.Telegram) is [0], Cancellation);
        await talk.SettleAsync(Cancellation);
        talk.Bob.Vote(arrived, 1);
        var vote = await talk.SeeAsync(Response, seen => seen.Sender == talk.Ghost && IsAbout(seen, poll), Cancellation);
        Assert.Equal(["b"], AnswersOf(vote));
        await talk.Alice.Matrix.SendAsync(
            talk.Room, End,
            new Dictionary<string, object> { ["m.relates_to"] = new { rel_type = "m.reference", event_id = poll }, ["org.matrix.msc3381.poll.end"] = new { }, ["org.matrix.msc1767.text"] = "over" },
            Cancellation);
        await talk.OnTelegramAsync(() => arrived.IsPollClosed, Cancellation);
    }

    [Fact]
    public async Task In_a_quiz_the_first_answer_counts_and_the_right_one_is_told_after_it()
    {
        var talk = await GroupAsync();
        var question = Talk.Unique("1 + 1?");
        var asked = talk.Bob.SendMedia(talk.Chat, new Media.Poll(question, "1", "2", "3") { RightAnswer = 1, Explanation = "count your fingers" });
        var poll = await PollAsync(talk, question);
        Assert.DoesNotContain(await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation), message => message.Body?.Contains("fingers", StringComparison.Ordinal) == true);

        await VoteAsync(talk, poll, option: 2);

        var result = await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("count your fingers", StringComparison.Ordinal) == true, Cancellation);
        Assert.Contains("2", result.Body, StringComparison.Ordinal);
        var second = await VoteAsync(talk, poll, option: 1);
        var refused = await talk.SeeAsync("m.room.message", seen => seen.RepliesTo == second, Cancellation);
        Assert.Contains("first answer", refused.Body, StringComparison.Ordinal);
        Assert.Equal([2], asked.VotesOf(talk.Alice.Telegram));
    }

    private async Task<Talk> GroupAsync()
    {
        var bob = fixture.Alice.Meet("Bob");
        return await Talk.BeginAsync(fixture.Alice, bob, Stage.Telegram.Chats.CreateSupergroup("Friends", bob, fixture.Alice.Telegram), Cancellation);
    }

    private static Task<MatrixEvent> PollAsync(Talk talk, string question) =>
        talk.SeeAsync(Start, seen => JsonSerializer.Serialize(seen.Content).Contains(JsonSerializer.Serialize(question)[1..^1], StringComparison.Ordinal), Cancellation);

    private static Task<string> VoteAsync(Talk talk, MatrixEvent poll, int option) => VoteAsync(talk, poll.EventId, OptionOf(poll, option));

    private static Task<string> VoteAsync(Talk talk, string poll, string option) => talk.Alice.Matrix.SendAsync(
        talk.Room, Response,
        new Dictionary<string, object> { ["m.relates_to"] = new { rel_type = "m.reference", event_id = poll }, [Response] = new { answers = new[] { option } } },
        Cancellation);

    private static Dictionary<string, object> Poll(string question, string first, string second) => new()
    {
        [Start] = new
        {
            question = new Dictionary<string, object> { ["org.matrix.msc1767.text"] = question },
            kind = "org.matrix.msc3381.poll.disclosed",
            max_selections = 1,
            answers = new[]
            {
                new Dictionary<string, object> { ["id"] = "a", ["org.matrix.msc1767.text"] = first },
                new Dictionary<string, object> { ["id"] = "b", ["org.matrix.msc1767.text"] = second },
            },
        },
        ["org.matrix.msc1767.text"] = question,
    };

    private static bool IsAbout(MatrixEvent seen, string poll) =>
        seen.RelatesTo is { } relation && relation.TryGetProperty("event_id", out var target) && target.GetString() == poll;

    private static string OptionOf(MatrixEvent poll, int index) => poll.Content.GetProperty(Start).GetProperty("answers")[index].GetProperty("id").GetString()!;

    private static IEnumerable<string> AnswersOf(MatrixEvent vote) => vote.Content.GetProperty(Response).GetProperty("answers").EnumerateArray().Select(answer => answer.GetString()!);
}
