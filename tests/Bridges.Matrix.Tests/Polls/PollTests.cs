using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

public sealed class PollTests
{
    [Fact]
    public void Poll_of_todays_clients_is_read()
    {
        var poll = Parse(
            """
            {"org.matrix.msc3381.poll.start":{"kind":"org.matrix.msc3381.poll.disclosed","max_selections":1,"question":{"org.matrix.msc1767.text":"Lunch?","body":"Lunch?","msgtype":"m.text"},"answers":[{"id":"1","org.matrix.msc1767.text":"yes"},{"id":"2","org.matrix.msc1767.text":"no"}]},"org.matrix.msc1767.text":"Lunch?\n1. yes\n2. no"}
            """)!;

        Assert.Equal(("Lunch?", 1, true), (poll.Question, poll.MaxSelections, poll.ShowsVotes));
        Assert.Equal([new PollAnswer("1", "yes"), new PollAnswer("2", "no")], poll.Answers);
    }

    [Fact]
    public void Poll_under_the_stable_name_is_read()
    {
        var poll = Parse(
            """
            {"m.text":[{"body":"Lunch?"}],"m.poll":{"kind":"m.undisclosed","max_selections":9,"question":{"m.text":[{"mimetype":"text/plain","body":"Lunch?"}]},"answers":[{"m.id":"1","m.text":[{"body":"yes"}]},{"m.id":"2","m.text":[{"body":"no"}]}]}}
            """)!;

        Assert.Equal(("Lunch?", 2, false), (poll.Question, poll.MaxSelections, poll.ShowsVotes));
        Assert.Equal([new PollAnswer("1", "yes"), new PollAnswer("2", "no")], poll.Answers);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"org.matrix.msc3381.poll.start":{"question":{"body":"x"},"answers":[]}}""")]
    [InlineData("""{"org.matrix.msc3381.poll.start":{"question":{"body":"x"},"answers":[{"id":5},7]}}""")]
    [InlineData("""{"org.matrix.msc3381.poll.start":{"answers":[{"id":"1","body":"x"}]}}""")]
    public void What_offers_no_answer_is_no_poll(string json) => Assert.Null(Parse(json));

    [Fact]
    public void Poll_survives_reading_and_writing_also_as_an_edit()
    {
        var poll = new PollStart { Question = "Lunch?", Answers = [new("a", "yes"), new("b", "no")], MaxSelections = 2, ShowsVotes = false };
        var edit = Parse(poll.ToReplacementOf(new EventId("$x")))!;

        Assert.Equivalent(poll, Parse(poll.ToJson()), strict: true);
        Assert.Equivalent(poll with { Replaces = new EventId("$x") }, edit, strict: true);
    }

    [Theory]
    [InlineData("""{"m.relates_to":{"rel_type":"m.reference","event_id":"$p"},"org.matrix.msc3381.poll.response":{"answers":["1","1",7,"2"]}}""")]
    [InlineData("""{"m.relates_to":{"rel_type":"m.reference","event_id":"$p"},"m.selections":["1","2"]}""")]
    public void Votes_are_read_under_both_names(string json)
    {
        var response = PollResponse.TryParse(JsonElement.Parse(json))!;

        Assert.Equal(new EventId("$p"), response.Poll);
        Assert.Equal(["1", "2"], response.Answers);
        Assert.Equal(["1", "2"], PollResponse.TryParse(JsonElement.Parse(response.ToJson().ToJsonString()))!.Answers);
    }

    [Fact]
    public void End_names_its_poll()
    {
        var end = new PollEnd(new EventId("$p"), "It is over.");

        Assert.Equal(end, PollEnd.TryParse(JsonElement.Parse(end.ToJson().ToJsonString())));
        Assert.Null(PollEnd.TryParse(JsonElement.Parse("""{"m.relates_to":[]}""")));
    }

    private static PollStart? Parse(string json) => PollStart.TryParse(JsonElement.Parse(json));

    private static PollStart? Parse(JsonObject json) => Parse(json.ToJsonString());
}
