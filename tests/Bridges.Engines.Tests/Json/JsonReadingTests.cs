using System.Text.Json;
using Bridges.Engines.Json;

namespace Bridges.Engines.Tests.Json;

public sealed class JsonReadingTests
{
    [Fact]
    public void What_is_there_is_read()
    {
        var said = Parse("""{"text":"a","number":7,"fraction":1.5,"yes":true,"no":false,"object":{"in":"b"},"list":[1,"c"],"at":1700000000000}""");

        Assert.Equal("a", said.Text("text"));
        Assert.Equal((7L, 7, 7d), (said.Number("number"), said.Whole("number"), said.Fraction("number")));
        Assert.Equal((1L, 1.5), (said.Number("fraction"), said.Fraction("fraction")));
        Assert.Equal((true, true, false), (said.Flag("yes"), said.OptionalFlag("yes"), said.OptionalFlag("no")));
        Assert.Equal("b", said.Object("object")?.Text("in"));
        Assert.Equal(2, said.Items("list").Count());
        Assert.Equal(["c"], said.Texts("list"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), said.Time("at"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"x":null}""")]
    [InlineData("""{"x":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"x":{"\ud800":1}}""")]
    public void What_is_missing_or_of_another_kind_is_nothing(string json)
    {
        var said = Parse(json);

        Assert.Null(said.Text("x"));
        Assert.Null(said.Number("x"));
        Assert.Null(said.Whole("x"));
        Assert.Null(said.Fraction("x"));
        Assert.Null(said.OptionalFlag("x"));
        Assert.False(said.Flag("x"));
        Assert.Null(said.Object("x")?.Text("y"));
        Assert.Empty(said.Items("x"));
        Assert.Empty(said.Texts("x"));
        Assert.Equal(DateTimeOffset.UnixEpoch, said.Time("x"));
    }

    /// <summary>The others keep their places, by which they are counted.</summary>
    [Fact]
    public void A_text_with_half_a_surrogate_pair_is_empty_among_others() =>
        Assert.Equal(["a", "", "c"], Parse("""{"x":["a","\ud800","c"]}""").Texts("x"));

    [Theory]
    [InlineData("1e300", long.MaxValue, null)]
    [InlineData("-1e300", long.MinValue, null)]
    [InlineData("3000000000", 3_000_000_000, null)]
    [InlineData("-5", -5, -5)]
    public void Large_numbers_stay_within_their_kind(string number, long whole, int? small)
    {
        var said = Parse($$"""{"x":{{number}}}""");

        Assert.Equal((whole, small), (said.Number("x"), said.Whole("x")));
        Assert.InRange(said.Time("x"), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
