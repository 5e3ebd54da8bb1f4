using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>Status posts, where the admin has switched them on.</summary>
public sealed class StatusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The room belongs to one account; a post reaches whom the address book names, and nobody else.</summary>
    [Fact]
    public async Task A_status_post_comes_into_a_room_of_the_accounts_own_and_one_can_be_posted_there()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            bed.Options.StatusPosts = bed.Options.PostStatus = true;
            return Task.CompletedTask;
        });
        var (account, host) = await bed.ConnectedAsync();
        var stranger = await bed.Simulation.PersonAsync("Stranger");
        await bed.SayAsync(stranger, "hello from a stranger");
        await host.MessageAsync("hello from a stranger");
        var status = RemoteIds.Chat(RemoteIds.Status, bed.Account);
        var post = new OutgoingMessage(new DeliveryId("status"), status, new TextContent(RichText.Plain("Good morning")));
        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(post, Cancellation));

        await bed.Simulation.DoAsync("setting", new
        {
            number = bed.Me.Number, collection = "critical_unblock_low", index = new[] { "contact", $"{bed.Alice.Number}@s.whatsapp.net" },
            action = new { contactAction = new { fullName = "Alice", lidJid = $"{bed.Alice.Lid}@lid" } },
        });
        await host.Users.FirstAsync(user => user.Id.Value == bed.Alice.Lid);
        await bed.Simulation.DoAsync("status", new { from = bed.Alice.Number, to = bed.Me.Number, message = new { conversation = "On holiday" } });
        var told = await host.MessageAsync("On holiday");
        Assert.Equal((status, bed.Alice.Lid), (told.Chat, told.Sender.Value));
        var room = await account.GetChatAsync(status, Cancellation);
        Assert.True(room.Members.Single(member => member.User.Value == bed.Me.Lid).Role >= room.WhoMaySend);

        await account.SendAsync(post, Cancellation);

        var received = await bed.Simulation.ReceivesAsync(bed.Alice, received => received.Text("chat") == RemoteIds.Status);
        Assert.Equal("Good morning", received.GetProperty("message").GetProperty("extendedTextMessage").Text("text"));
        Assert.DoesNotContain(await bed.Simulation.InboxAsync(stranger), message => message.Text("chat") == RemoteIds.Status);
    }
}
