namespace Bridges.Matrix.Tests;

public sealed class TokenCheckTests
{
    [Theory]
    [InlineData("Bearer right", null, TokenVerdict.Accepted)]
    [InlineData("bearer  right ", null, TokenVerdict.Accepted)]
    [InlineData(null, "right", TokenVerdict.Accepted)]
    [InlineData("Bearer wrong", "right", TokenVerdict.Wrong)]
    [InlineData("Bearer righ", null, TokenVerdict.Wrong)]
    [InlineData(null, "wrong", TokenVerdict.Wrong)]
    [InlineData("Basic right", null, TokenVerdict.Missing)]
    [InlineData("Bearer ", null, TokenVerdict.Missing)]
    [InlineData(null, null, TokenVerdict.Missing)]
    [InlineData("", "", TokenVerdict.Missing)]
    public void Only_the_whole_token_opens(string? authorization, string? accessToken, TokenVerdict expected)
    {
        Assert.Equal(expected, new TokenCheck("right").Check(authorization, accessToken));
    }

    [Fact]
    public void Empty_token_is_no_token()
    {
        Assert.Throws<ArgumentException>(() => new TokenCheck(""));
    }
}
