using System.Text.Json;

namespace Bridges.Matrix.Tests;

public sealed class OddAnswerTests
{
    // Not as data of a theory: attributes are kept as UTF-8.
    [Fact]
    public void Half_a_character_is_no_part_of_an_id()
    {
        Assert.False(RoomId.TryParse("!\uD800", out _));
        Assert.False(UserId.TryParse("@a\uDC00:hs.test", out _));
        Assert.True(UserId.TryParse("@\uD83D\uDE00:hs.test", out _));
    }

    [Fact]
    public void A_key_that_is_no_text_refuses_a_transaction_in_Matrix_terms()
    {
        var result = TransactionReader.Read("""{"\ud800":[]}"""u8.ToArray());

        Assert.Equal(MatrixErrorCodes.NotJson, result.Refusal?.ErrorCode);
    }

    [Fact]
    public void A_replacement_without_text_is_none()
    {
        var content = JsonSerializer.Deserialize<JsonElement>("""{"msgtype":"m.text","body":"* x","m.new_content":{"msgtype":"m.text"}}""");

        var message = RoomMessageReader.Read(content);

        Assert.Null(message!.NewContent);
        Assert.Equal("* x", MessageText.Of(message).Text);
    }

    [Theory]
    [InlineData("id: x\nas_token: [\n")]
    [InlineData("id: \"\\UFFFFFFFF\"")]
    [InlineData("a: &a [*a]")]
    public void A_registration_that_is_no_YAML_is_refused_in_words(string yaml) => Assert.Throws<FormatException>(() => RegistrationYaml.Read(yaml));

    [Fact]
    public void A_registration_nested_without_end_is_refused() =>
        Assert.Contains("nested too deeply", Assert.Throws<FormatException>(() => RegistrationYaml.Read(new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_break_at_the_end_of_a_block_of_code_is_the_block_s_own_end()
    {
        var html = MatrixHtml.FromRichText(MatrixHtml.ToRichText("<pre>a\n</pre>b"), static _ => null).FormattedBody;

        Assert.Equal("<pre><code>a</code></pre>b", html!.Replace("<br/>", "", StringComparison.Ordinal));
        Assert.Equal("a\nb", MatrixHtml.ToRichText(html).Text);
    }
}
