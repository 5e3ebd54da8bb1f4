using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>Pictures to be looked at once, and positions that move.</summary>
public sealed class ViewOnceTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task What_can_be_looked_at_once_is_sent_so_and_what_cannot_is_not()
    {
        using var file = new SentFile([1, 2, 3, 4]);

        Assert.True(await IsOnceAsync("once", file, isOnce: true));
        Assert.False(await IsOnceAsync("ordinary", file, isOnce: false));
        Assert.Equal([MediaKind.Image, MediaKind.Video, MediaKind.Voice], linked.Account.ViewOnceKinds(Bed.Chat));
        Assert.Empty(linked.Account.ViewOnceKinds(new ChatKey(new RemoteChatId("120363000000000001@newsletter"))));
        Assert.Empty(linked.Account.ViewOnceKinds(new ChatKey(new RemoteChatId("status@broadcast"), linked.Account.Id)));
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

    private async Task<bool> IsOnceAsync(string delivery, SentFile file, bool isOnce)
    {
        var handle = new MediaFile { Path = file.Path, ContentType = "image/jpeg" };
        var before = (await Bed.Simulation.InboxAsync(Bed.Alice)).Count;
        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId(delivery), Bed.Chat, new ImageContent(handle) { IsViewOnce = isOnce }), Cancellation);
        await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == sent.Ids[0].Value);
        var message = (await Bed.Simulation.InboxAsync(Bed.Alice)).Skip(before).Single(received => received.Text("id") == sent.Ids[0].Value).GetProperty("message");
        return message.Object("viewOnceMessage")?.Object("message")?.Object("imageMessage")?.Flag("viewOnce") == true;
    }
}
