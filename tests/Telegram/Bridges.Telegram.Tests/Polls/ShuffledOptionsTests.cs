using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Polls;

/// <summary>Quizzes whose options stand in another order each time that they are looked at.</summary>
public sealed class ShuffledOptionsTests
{
    [Fact]
    public async Task A_vote_is_for_the_option_that_was_meant_wherever_it_stands_by_now()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", Quiz("a", "b", "c"))));
        var asked = await bed.Host.Events.FirstAsync<RemoteMessage>();
        var meant = ((PollContent)asked.Parts[0].Content).Options.Single(option => option.Text.Text == "answer a").Id;
        bed.Td.Answer("getMessage", _ => Quiz("c", "b", "a"));

        await ((IVotesInPolls)account).VoteAsync(new OutgoingVote(new DeliveryId("v"), asked.Chat, asked.Id, [meant]), FakeNetwork.Cancellation);

        var vote = Assert.Single(bed.Td.Requests.All, request => FakeNetwork.Is(request, "setPollAnswer"));
        Assert.Equal([2], vote.GetProperty("option_ids").EnumerateArray().Select(place => place.GetInt32()));
    }

    [Fact]
    public async Task The_right_answer_is_told_by_the_option_and_only_once_Telegram_tells_it()
    {
        await using var bed = new FakeNetwork();
        await using var account = await bed.ConnectAsync();
        await bed.Td.SayAsync(TdObjects.Update("updateNewMessage", ("message", Quiz("c", "b", "a"))));
        await bed.Host.Events.FirstAsync<RemoteMessage>();

        await SayAsync(bed, Quiz("a", "b", "c"));
        var before = await bed.Host.Events.FirstAsync<RemotePollResult>();
        var answered = Quiz("b", "c", "a");
        answered["content"]!["poll"]!["type"]!["correct_option_ids"] = new JsonArray(1);
        await SayAsync(bed, answered);
        var after = await bed.Host.Events.FirstAsync<RemotePollResult>(result => result.CorrectOptions.Count > 0);

        Assert.Empty(before.CorrectOptions);
        Assert.Equal(["c"], after.CorrectOptions);
    }

    private static Task SayAsync(FakeNetwork bed, JsonObject quiz) => bed.Td.SayAsync(TdObjects.Update(
        "updateMessageContent", ("chat_id", FakeNetwork.Friend), ("message_id", quiz["id"]!.DeepClone()), ("new_content", quiz["content"]!.DeepClone())));

    private static JsonObject Quiz(params string[] options)
    {
        var message = TdObjects.Message(1, "");
        message["content"] = new JsonObject
        {
            ["@type"] = "messagePoll",
            ["poll"] = new JsonObject
            {
                ["@type"] = "poll",
                ["question"] = Text("well?"),
                ["options"] = new JsonArray([.. options.Select(id => new JsonObject { ["@type"] = "pollOption", ["id"] = id, ["text"] = Text($"answer {id}") })]),
                ["type"] = new JsonObject { ["@type"] = "pollTypeQuiz" },
            },
        };
        return message;
    }

    private static JsonObject Text(string text) => new() { ["@type"] = "formattedText", ["text"] = text, ["entities"] = new JsonArray() };
}
