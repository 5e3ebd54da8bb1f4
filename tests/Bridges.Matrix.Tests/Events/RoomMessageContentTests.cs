using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

public sealed class RoomMessageContentTests
{
    [Fact]
    public void Everything_passes_through()
    {
        const string json =
            """
            {"msgtype":"m.text","body":" * b","m.mentions":{"user_ids":["@a:b"],"room":true},"m.relates_to":{"rel_type":"m.replace","event_id":"$x","is_falling_back":true,"key":"👍","net.example":1},"m.new_content":{"msgtype":"m.text","body":"b","own":[1,{"x":null}]},"fi.example.flag":{"deep":true}}
            """;

        var content = Parse(json)!;

        Assert.Equal(new EventId("$x"), content.Replaces);
        Assert.Equal([new UserId("@a:b")], content.Mentions!.UserIds);
        Assert.Equal("b", content.NewContent!.Body);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), content.ToJson()));
    }

    [Fact]
    public void Own_keys_are_written_beside_the_known_ones()
    {
        var content = RoomMessageContent.Notice("n") with { RelatesTo = MessageRelation.ReplyTo(new EventId("$x")), Additional = new() { ["own"] = JsonElement.Parse("1") } };

        Assert.Equal("""{"msgtype":"m.notice","body":"n","m.relates_to":{"m.in_reply_to":{"event_id":"$x"}},"own":1}""", content.ToJson().ToJsonString());
        Assert.Equal(new EventId("$x"), content.RepliesTo);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"msgtype":"m.text"}""")]
    [InlineData("""{"body":"x"}""")]
    [InlineData("""{"msgtype":"m.text","body":5}""")]
    [InlineData("""{"msgtype":5,"body":"x"}""")]
    [InlineData("""{"msgtype":"m.text","body":"x","m.mentions":[]}""")]
    [InlineData("""{"msgtype":"m.text","body":"x","m.relates_to":{"event_id":{}}}""")]
    [InlineData("""{"msgtype":"m.text","body":"\ud800"}""")]
    [InlineData("""{"msgtype":"m.text","body":"x","\ud800":1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_message_is_null(string json)
    {
        Assert.Null(Parse(json));
    }

    private static RoomMessageContent? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RoomMessageContent.TryParse(document.RootElement);
    }
}
