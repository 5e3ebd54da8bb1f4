using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>What people do to messages of others, in either direction.</summary>
public sealed class PinsAndDeletionsTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_message_is_pinned_in_either_direction()
    {
        var id = await Bed.SayAsync(Bed.Alice, "pin me");
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);
        var key = new { remoteJid = $"{Bed.Me.Lid}@lid", fromMe = true, id = id.Value };

        await Bed.SendAsync(Bed.Alice, new { pinInChatMessage = new { key, type = 1, senderTimestampMs = 1 } });
        Assert.True((await linked.Host.Events.FirstAsync<RemotePin>(pin => pin.Target == id)).IsPinned);
        await linked.Account.PinAsync(new OutgoingPin(new DeliveryId("unpin"), Bed.Chat, id, IsPinned: false), Cancellation);

        var pin = (await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("pinInChatMessage") is not null)).GetProperty("message").GetProperty("pinInChatMessage");
        Assert.Equal((id.Value, 2), (pin.GetProperty("key").Text("id"), pin.Whole("type")));
    }

    [Fact]
    public async Task An_administrator_deletes_what_somebody_else_said_in_either_direction()
    {
        const string Group = "120363000000000070@g.us";
        var chat = new ChatKey(new RemoteChatId(Group));
        var carol = await Bed.Simulation.PersonAsync("Carol");
        await Bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = Bed.Me.Number, members = new[] { Bed.Alice.Number, carol.Number, Bed.Me.Number } });
        await Bed.Simulation.DoAsync("groupMembers", new { id = Group, by = Bed.Me.Number, change = "promote", people = new[] { Bed.Alice.Number } });
        var (first, second) = (await Bed.SayAsync(carol, "to be deleted by Alice", Group), await Bed.SayAsync(carol, "to be deleted by me", Group));
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == second);
        await linked.Account.GetChatAsync(chat, Cancellation);

        await Bed.Simulation.DoAsync("revoke", new { from = Bed.Alice.Number, to = Group, target = first.Value, mine = false, author = carol.Number });
        Assert.Equal(Bed.Alice.Lid, (await linked.Host.Events.FirstAsync<RemoteDeletion>(deletion => deletion.Target == first)).Sender?.Value);
        await linked.Account.DeleteAsync(new OutgoingDeletion(new DeliveryId("by the admin"), chat, [second]), Cancellation);

        var received = await Bed.Simulation.ReceivesAsync(carol, received => received.GetProperty("message").Object("protocolMessage")?.Object("key")?.Text("id") == second.Value);
        Assert.Equal(("8", $"{carol.Lid}@lid"), (received.GetProperty("attributes").Text("edit"), received.GetProperty("message").GetProperty("protocolMessage").GetProperty("key").Text("participant")));
    }
}
