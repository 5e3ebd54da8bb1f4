using Bridges.Abstractions;

namespace Bridges.Matrix.Tests;

public sealed class BidiTests
{
    [Theory]
    [InlineData("a\u202Eb", "a\u202Eb\u202C")]
    [InlineData("a\u202Eb\u202Cc", "a\u202Eb\u202Cc")]
    [InlineData("a\u202Cb\u2069", "ab")]
    [InlineData("\u2066\u202Ea", "\u2066\u202Ea\u202C\u2069")]
    [InlineData("\u2066a\u202Cb", "\u2066ab\u2069")]
    public void What_a_line_opens_it_closes(string text, string expected)
    {
        Assert.Equal(expected, MatrixHtml.ToRichText(text).Text);
        Assert.Equal(expected, MessageText.Of(RoomMessageContent.Text(text)).Text);
        Assert.Equal(expected, MatrixHtml.FromRichText(RichText.Plain(text), static _ => null).Body);
    }

    [Fact]
    public void Every_line_counts_for_itself()
    {
        Assert.Equal("a\u202Eb\u202C\nc", MatrixHtml.ToRichText("a\u202Eb<br>c\u202C").Text);
    }

    [Fact]
    public void Spans_move_along()
    {
        var text = MatrixHtml.ToRichText("\u202C<b>a</b>\u202C<i>b\u202E</i><br><u>c</u>");

        Assert.Equal("ab\u202E\u202C\nc", text.Text);
        Assert.Equal(["a", "b\u202E\u202C", "c"], text.Spans.Select(span => text.Text.Substring(span.Start, span.Length)));
    }

    [Fact]
    public void Flood_of_openings_is_cut()
    {
        var text = MatrixHtml.ToRichText(new string('\u202E', 10_000) + "x");

        Assert.Equal(16 + 1 + 16, text.Text.Length);
    }
}
