using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>Pictures to be looked at once, and positions that move.</summary>
public sealed class ViewOnceTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    /// <summary>The command counts for one picture, and for each repeat of that one.</summary>
    [Fact]
    public async Task The_next_picture_after_the_command_can_be_looked_at_once_and_no_other()
    {
        using var file = new SentFile([1, 2, 3, 4]);
        await RunAsync("view-once", "");
        await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("between"), Bed.Chat, new TextContent(RichText.Plain("wait for it"))), Cancellation);

        Assert.True(await IsOnceAsync("first", file));
        Assert.True(await IsOnceAsync("first", file));
        Assert.False(await IsOnceAsync("second", file));
    }

    [Fact]
    public async Task The_command_can_be_taken_back()
    {
        using var file = new SentFile([1, 2, 3, 4]);
        await RunAsync("view-once", "");
        await RunAsync("view-once", "off");

        Assert.False(await IsOnceAsync("not once", file));
    }

    [Fact]
    public async Task A_live_location_is_sent_and_moves()
    {
        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("live"), Bed.Chat, new LiveLocationContent(52.5, 13.4) { Description = "on my way" }), Cancellation);
        await linked.Account.EditAsync(new OutgoingEdit(new DeliveryId("moved"), Bed.Chat, sent.Ids, new LiveLocationContent(52.6, 13.5)), Cancellation);

        var places = (await Bed.Simulation.InboxAsync(Bed.Alice)).Select(received => received.GetProperty("message").Object("liveLocationMessage")).OfType<System.Text.Json.JsonElement>().ToList();
        Assert.Equal([52.5, 52.6], places.Select(place => place.Fraction("degreesLatitude") ?? 0));
        Assert.True(places[1].Number("sequenceNumber") > places[0].Number("sequenceNumber"));
    }

    private Task<RichText> RunAsync(string name, string text) =>
        linked.Account.RunAsync(new CommandCall(new DeliveryId($"{Guid.NewGuid()}"), name, RichText.Plain(text), Bed.Chat, ReplyTo: null), Cancellation);

    private async Task<bool> IsOnceAsync(string delivery, SentFile file)
    {
        var handle = new MediaFile { Path = file.Path, ContentType = "image/jpeg" };
        var before = (await Bed.Simulation.InboxAsync(Bed.Alice)).Count;
        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId(delivery), Bed.Chat, new ImageContent(handle)), Cancellation);
        await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value);
        var message = (await Bed.Simulation.InboxAsync(Bed.Alice)).Skip(before).Single(received => received.Text("id") == sent.Ids[0].Value).GetProperty("message");
        return message.Object("viewOnceMessage")?.Object("message")?.Object("imageMessage")?.Flag("viewOnce") == true;
    }
}
