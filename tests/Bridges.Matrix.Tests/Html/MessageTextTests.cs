using Bridges.Abstractions;

namespace Bridges.Matrix.Tests;

public sealed class MessageTextTests
{
    private static readonly MessageRelation Reply = MessageRelation.ReplyTo(new EventId("$x"));

    [Fact]
    public void Formatted_body_is_preferred()
    {
        var message = RoomMessageContent.Text("*a*") with { Format = RoomMessageContent.HtmlFormat, FormattedBody = "<i>a</i>" };

        Assert.Equal(new RichText("a", [new TextSpan(0, 1, new TextStyle.Italic())]), MessageText.Of(message));
    }

    [Theory]
    [InlineData("text/markdown", "<i>a</i>")]
    [InlineData(RoomMessageContent.HtmlFormat, "")]
    [InlineData(RoomMessageContent.HtmlFormat, "<script>x</script> ")]
    [InlineData(null, "<i>a</i>")]
    public void Plain_body_counts_where_the_other_cannot_be_read(string? format, string formatted)
    {
        Assert.Equal("body", MessageText.Of(RoomMessageContent.Text("body") with { Format = format, FormattedBody = formatted }).Text);
    }

    [Theory]
    [InlineData("> <@a:hs.test> old\n> more\n\nnew", "new")]
    [InlineData("> * <@a:hs.test> waves\n\nnew\n> mine", "new\n> mine")]
    [InlineData("> my own quote\n\nnew", "> my own quote\n\nnew")]
    [InlineData("> <@a:hs.test> old", "")]
    public void Fallback_of_a_reply_is_left_out(string body, string expected)
    {
        Assert.Equal(expected, MessageText.Of(RoomMessageContent.Text(body) with { RelatesTo = Reply }).Text);
    }

    [Fact]
    public void Quote_without_a_reply_stays()
    {
        Assert.Equal("> <@a:hs.test> old\n\nnew", MessageText.Of(RoomMessageContent.Text("> <@a:hs.test> old\r\n\r\nnew")).Text);
    }
}
