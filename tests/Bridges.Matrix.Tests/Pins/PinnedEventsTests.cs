using System.Text.Json;

namespace Bridges.Matrix.Tests;

public sealed class PinnedEventsTests
{
    [Theory]
    [InlineData("""{"pinned":["$a",5,"x","$b","$a"]}""", "$a $b")]
    [InlineData("""{"pinned":"$a"}""", "")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    public void Pins_are_read(string json, string expected) =>
        Assert.Equal(expected, string.Join(' ', PinnedEvents.Read(JsonElement.Parse(json)).Pinned));

    [Fact]
    public void Room_that_never_had_pins_has_none() => Assert.Empty(PinnedEvents.Read((JsonElement?)null).Pinned);

    [Fact]
    public void Pins_are_written() =>
        Assert.Equal("""{"pinned":["$a","$b"]}""", new PinnedEvents([new EventId("$a"), new EventId("$b")]).ToJson().ToJsonString());
}
