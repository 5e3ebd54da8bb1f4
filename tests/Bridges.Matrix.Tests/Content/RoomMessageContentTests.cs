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
    [InlineData("""{"msgtype":"m.text","body":"\ud800"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_message_is_null(string json)
    {
        Assert.Null(Parse(json));
    }

    [Theory]
    [InlineData("m.relates_to", """["m.in_reply_to",{"event_id":"$x"}]""")]
    [InlineData("m.relates_to", """{"rel_type":"m.replace","event_id":{}}""")]
    [InlineData("m.relates_to", """{"m.in_reply_to":{"event_id":"no id"}}""")]
    [InlineData("formatted_body", "5")]
    [InlineData("format", "{}")]
    [InlineData("m.mentions", "\"@a:b\"")]
    [InlineData("m.mentions", """{"user_ids":[5,"nobody",{}]}""")]
    [InlineData("m.new_content", """{"msgtype":"m.text","body":"something else"}""")]
    [InlineData("info", "[]")]
    [InlineData("url", "\"https://example.org\"")]
    [InlineData("file", """{"url":"mxc://a/b"}""")]
    [InlineData("com.beeper.linkpreviews", """[5,{"og:title":7}]""")]
    [InlineData("org.matrix.msc1767.audio", """{"waveform":"loud","duration":-1}""")]
    [InlineData("\\ud800", "1")]
    public void One_bad_optional_field_does_not_take_the_text_away(string field, string value)
    {
        var content = Parse($$"""{"msgtype":"m.text","body":"hello","{{field}}":{{value}}}""")!;

        Assert.Equal("hello", content.Said.Body);
        Assert.Null(content.RepliesTo);
        Assert.Null(content.Replaces);
        Assert.Empty(content.Mentions?.UserIds ?? []);
    }

    [Fact]
    public void Broken_edit_says_its_fallback_without_the_star()
    {
        var content = Parse("""{"msgtype":"m.text","body":"* mended","m.new_content":{"body":5},"m.relates_to":{"rel_type":"m.replace","event_id":"$x"}}""")!;

        Assert.Equal("mended", content.Said.Body);
    }

    [Fact]
    public void Edit_rings_for_nobody_and_its_new_content_still_names_whom_it_names()
    {
        var edit = (RoomMessageContent.Text("Bob!") with { Mentions = new MessageMentions { UserIds = [new UserId("@bob:b")] } }).AsReplacementOf(new EventId("$x"));

        Assert.Null(edit.Mentions!.UserIds);
        Assert.NotNull(edit.Mentions);
        Assert.Equal([new UserId("@bob:b")], edit.NewContent!.Mentions!.UserIds);
    }

    private static RoomMessageContent? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RoomMessageReader.Read(document.RootElement);
    }
}
