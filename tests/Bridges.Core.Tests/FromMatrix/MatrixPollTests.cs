using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class MatrixPollTests
{
    private const string Start = "org.matrix.msc3381.poll.start";
    private const string Response = "org.matrix.msc3381.poll.response";
    private const string End = "org.matrix.msc3381.poll.end";

    [Fact]
    public async Task Poll_and_votes_and_end_go_to_the_network()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var poll = await AskAsync(cargo);

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send");
        var sent = Assert.IsType<PollContent>(Assert.Single(cargo.Bridge.Network.Sent).Content);
        Assert.Equal(("Lunch?", "yes no"), (sent.Question.Text, string.Join(' ', sent.Options.Select(option => option.Text.Text))));

        await VoteAsync(cargo, poll, "2");
        Assert.Equal("2", (await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "vote")).Text);
        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, End, new JsonObject { [End] = new JsonObject(), ["m.relates_to"] = Reference(poll) }));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "end poll");
    }

    [Fact]
    public async Task Remote_poll_is_asked_and_voted_in_from_both_sides()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new PollContent(RichText.Plain("Tea?"), [new("a", RichText.Plain("yes")), new("b", RichText.Plain("no"))]));
        var asked = await cargo.SeesAsync(sent => sent.Type == Start);
        Assert.Equal(cargo.Bob, asked.Sender);

        await cargo.HappensAsync(Vote(message, "bob", "a"));
        var vote = await cargo.SeesAsync(sent => sent.Type == Response);
        Assert.Equal((cargo.Bob, "a", asked.EventId), (vote.Sender, vote.Content.GetProperty(Response).GetProperty("answers")[0].GetString(), vote.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));

        // On Matrix, in the app, on Matrix again; the echo of her own vote is no second one.
        await VoteAsync(cargo, asked.EventId, "a");
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "vote", Text: "a" });
        await cargo.HappensAsync(Vote(message, "alice", "a"));
        await cargo.HappensAsync(Vote(message, "alice", "b"));
        var changed = await cargo.SeesAsync(sent => sent.Type == Response && sent.Sender == cargo.Bridge.Alice);
        Assert.Equal("b", changed.Content.GetProperty(Response).GetProperty("answers")[0].GetString());
        await VoteAsync(cargo, asked.EventId, "a");
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Network.Did.All.Count(deed => deed is { What: "vote", Text: "a" }) == 2));
    }

    [Fact]
    public async Task Totals_are_one_notice_and_the_end_ends_the_poll()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new PollContent(RichText.Plain("Tea?"), [new("a", RichText.Plain("yes")), new("b", RichText.Plain("no"))]) { IsQuiz = true });
        var asked = await cargo.SeesAsync(sent => sent.Type == Start);

        await cargo.HappensAsync(Result(message) with { Totals = [new("a", 3), new("b", 1)] });
        var notice = await cargo.SeesAsync(sent => sent.Body?.Contains("yes: 3", StringComparison.Ordinal) == true);
        await cargo.HappensAsync(Result(message) with { Totals = [new("a", 4), new("b", 1)], HasEnded = true, CorrectOptions = ["b"], Explanation = RichText.Plain("because") });

        var end = await cargo.SeesAsync(sent => sent.Type == End);
        Assert.Equal(asked.EventId, end.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
        var edit = await cargo.SeesAsync(sent => sent.Content.TryGetProperty("m.new_content", out _));
        Assert.Equal(notice.EventId, edit.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
        Assert.Equal("Tea? (quiz)\nFinal result:\n• yes: 4\n✓ no: 1\nbecause", edit.Content.GetProperty("m.new_content").GetProperty("body").GetString());
        Assert.Single(cargo.Bridge.Homeserver.Requests.All, request => request.Method == "GET" && request.Path.Contains("/event/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Totals_that_the_votes_on_matrix_show_are_not_said_again()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new PollContent(RichText.Plain("Tea?"), [new("a", RichText.Plain("yes")), new("b", RichText.Plain("no"))]));
        var asked = await cargo.SeesAsync(sent => sent.Type == Start);
        await cargo.HappensAsync(Result(message) with { Totals = [new("a", 0), new("b", 0)] });
        await VoteAsync(cargo, asked.EventId, "a");
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed is { What: "vote", Text: "a" });
        await cargo.HappensAsync(Vote(message, "bob", "a"));
        await cargo.HappensAsync(Result(message) with { Totals = [new("a", 2), new("b", 0)] });

        await cargo.HappensAsync(Result(message) with { Totals = [new("a", 2), new("b", 1)] });

        await cargo.SeesAsync(sent => sent.Body?.Contains("no: 1", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(cargo.Bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("no: 0", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Vote_that_may_not_be_changed_is_refused_with_a_word()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await cargo.ReceiveAsync(new PollContent(RichText.Plain("Tea?"), [new("a", RichText.Plain("yes"))]));
        var asked = await cargo.SeesAsync(sent => sent.Type == Start);
        cargo.Account.VoteRefusal = BridgeException.Permanent("Answers of a quiz cannot be changed.");

        await VoteAsync(cargo, asked.EventId, "a");

        await cargo.SeesAsync(sent => sent.Body?.Contains("Answers of a quiz cannot be changed.", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Poll_with_too_many_answers_is_refused_with_a_word()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { PollOptions = 1 };

        await AskAsync(cargo);

        await cargo.SeesAsync(sent => sent.Body?.Contains("at most 1 answers", StringComparison.Ordinal) == true);
        Assert.Empty(cargo.Bridge.Network.Sent);
    }

    [Fact]
    public async Task Network_without_polls_says_so()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, Start, Poll()));

        await bridge.WaitForEventAsync("the word", sent => sent.Body?.Contains("Polls cannot be sent to Testnet", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Call_is_refused_with_a_word()
    {
        await using var cargo = await CargoBridge.StartAsync();

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.call.invite", new JsonObject { ["call_id"] = "1", ["version"] = "1" }));

        await cargo.SeesAsync(sent => sent.Body?.Contains("Calls cannot be made", StringComparison.Ordinal) == true);
    }

    private static async Task<string> AskAsync(CargoBridge cargo)
    {
        var poll = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, Start, Poll());
        await cargo.Bridge.PushAsync(poll);
        return poll["event_id"]!.GetValue<string>();
    }

    private static Task VoteAsync(CargoBridge cargo, string poll, string answer) => cargo.Bridge.PushAsync(StubEvents.Create(
        cargo.Room, cargo.Bridge.Alice, Response, new JsonObject { [Response] = new JsonObject { ["answers"] = new JsonArray(answer) }, ["m.relates_to"] = Reference(poll) }));

    private static JsonObject Poll() => JsonNode.Parse(
        """
        {"org.matrix.msc3381.poll.start":{"kind":"org.matrix.msc3381.poll.disclosed","max_selections":1,"question":{"org.matrix.msc1767.text":"Lunch?"},"answers":[{"id":"1","org.matrix.msc1767.text":"yes"},{"id":"2","org.matrix.msc1767.text":"no"}]}}
        """)!.AsObject();

    private static JsonObject Reference(string poll) => new() { ["rel_type"] = "m.reference", ["event_id"] = poll };

    private static RemoteVote Vote(string message, string sender, string option) => new()
    {
        Chat = CargoBridge.Chat, Poll = new(message), Sender = new(sender), Options = [option], Timestamp = TimeProvider.System.GetUtcNow(),
    };

    private static RemotePollResult Result(string message) => new() { Chat = CargoBridge.Chat, Poll = new(message), Timestamp = TimeProvider.System.GetUtcNow() };
}
