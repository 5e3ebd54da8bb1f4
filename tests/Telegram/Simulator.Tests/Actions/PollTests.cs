using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Actions;

/// <summary>Votes, and the end of polls.</summary>
public sealed class PollTests : TelegramTest
{
    [Fact]
    public async Task A_vote_reaches_the_server_and_those_of_others_come_in()
    {
        var client = await LogInAsync(Alice);
        var group = Telegram.Chats.CreateSupergroup("Friends", Bob, Alice, Carol);
        var poll = Bob.SendMedia(group, new Media.Poll("Tea?", "yes", "no") { IsAnonymous = false });
        var received = await NewMessageAsync(client, message => message.Get("content").Type() == "messagePoll");

        await VoteAsync(client, received, 1);
        Assert.Equal([1], poll.VotesOf(Alice));
        Carol.Vote(poll, 0);

        var seen = await PollAsync(client, poll => Choices(poll)[0].Long("voter_count") == 1 && Choices(poll)[1].Long("voter_count") == 1);
        Assert.Equal(Carol.Id, Choices(seen)[0].GetProperty("recent_voter_ids")[0].Long("user_id"));
        var voters = await client.CallAsync("getPollVoters", new JsonObject
        {
            ["chat_id"] = received.Long("chat_id"),
            ["message_id"] = received.Long("id"),
            ["option_id"] = 0,
            ["limit"] = 50,
        });
        Assert.Equal(Carol.Id, voters.GetProperty("voters")[0].Get("voter_id").Long("user_id"));
    }

    [Fact]
    public async Task The_first_answer_to_a_quiz_counts_and_shows_what_is_right()
    {
        var client = await LogInAsync(Alice);
        var quiz = Bob.SendMedia(Alice.ChatWith(Bob), new Media.Poll("1 + 1?", "1", "2") { RightAnswer = 1, Explanation = "count" });
        var received = await NewMessageAsync(client, message => message.Get("content").Type() == "messagePoll");

        await VoteAsync(client, received, 0);

        var seen = await PollAsync(client, poll => poll.Get("type").GetProperty("correct_option_ids").GetArrayLength() > 0);
        Assert.Equal("count", seen.Get("type", "explanation").Text("text"));
        await Assert.ThrowsAsync<TdException>(() => VoteAsync(client, received, 1));
        Assert.Equal([0], quiz.VotesOf(Alice));
    }

    [Fact]
    public async Task A_poll_ends_from_either_side()
    {
        var client = await LogInAsync(Alice);
        await OpenChatAsync(client, Bob);
        var poll = Bob.SendMedia(Alice.ChatWith(Bob), new Media.Poll("Tea?", "yes", "no"));
        await NewMessageAsync(client, message => message.Get("content").Type() == "messagePoll");
        Bob.ClosePoll(poll);
        await PollAsync(client, poll => poll.GetProperty("is_closed").GetBoolean());
        var group = Telegram.Chats.CreateSupergroup("Friends", Bob, Alice);
        Bob.SendText(group, "hello");
        await NewMessageAsync(client, "hello");
        var own = await SendAsync(client, ChatId(group, Alice), ClientJson.Object(
            "inputMessagePoll",
            ("question", ClientJson.Formatted("Own?")),
            ("options", new JsonArray(
                ClientJson.Object("inputPollOption", ("text", ClientJson.Formatted("yes"))),
                ClientJson.Object("inputPollOption", ("text", ClientJson.Formatted("no"))))),
            ("is_anonymous", true),
            ("type", ClientJson.Object("inputPollTypeRegular"))));

        await client.CallAsync("stopPoll", new JsonObject { ["chat_id"] = ChatId(group, Alice), ["message_id"] = own.Long("id") });

        Assert.True(group.Messages[^1].IsPollClosed);
    }

    private static Task<JsonElement> VoteAsync(TdClient client, JsonElement message, int option) => client.CallAsync("setPollAnswer", new JsonObject
    {
        ["chat_id"] = message.Long("chat_id"),
        ["message_id"] = message.Long("id"),
        ["option_ids"] = new JsonArray(option),
    });

    /// <summary>A client learns of votes as of a new content of the message.</summary>
    private static async Task<JsonElement> PollAsync(TdClient client, Func<JsonElement, bool> fits) =>
        (await client.UpdateAsync(
            "updateMessageContent",
            update => update.Get("new_content").Type() == "messagePoll" && fits(update.Get("new_content", "poll")))).Get("new_content", "poll");

    private static List<JsonElement> Choices(JsonElement poll) => [.. poll.GetProperty("options").EnumerateArray()];
}
