using Bridges.Storage.Tests.Beds;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>Bytes and texts that engines treat differently unless told not to.</summary>
public abstract class PayloadCompliance(ITestEngine engine) : JournalCompliance(engine)
{
    [Fact]
    public async Task Payload_may_be_a_slice_or_empty()
    {
        var bytes = new byte[] { 1, 2, 3, 4, 5 };
        await AppendAsync(NewRow() with { Payload = bytes.AsMemory(1, 3) }, NewRow() with { Payload = default });

        var rows = await LaneAsync();
        Assert.Equal([2, 3, 4], rows[0].Payload.ToArray());
        Assert.Empty(rows[1].Payload.ToArray());
    }

    [Fact]
    public async Task Text_that_is_not_Unicode_is_kept_with_replacement_characters()
    {
        await Journal.AppendAsync([NewRow("\uDC00x", "lane\0") with { EventId = "$\0" }], "\uD800", Cancellation);

        Assert.Empty(await AppendAsync(NewRow("\uDC00x", "lane\0")));
        Assert.Empty(await Journal.AppendAsync([NewRow()], "\uD800", Cancellation));
        Assert.Equal("$\uFFFD", Assert.Single(await LaneAsync("lane\0")).EventId);
        Assert.Equal(["lane\uFFFD"], await Journal.PendingLanesAsync(Cancellation));
    }

    [Fact]
    public async Task Text_outside_the_basic_plane_is_kept_as_it_is()
    {
        await AppendAsync(NewRow() with { RoomId = "!ä\U0001F600" });

        Assert.Equal("!ä\U0001F600", Assert.Single(await LaneAsync()).RoomId);
    }
}
