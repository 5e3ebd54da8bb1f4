using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>Channels are followed and left; who may post there can.</summary>
public sealed class ChannelTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_link_leads_into_a_channel_which_can_be_left()
    {
        var channel = await ChannelAsync("120363111111111111", "FOLLOWTHISCODE", "SUBSCRIBER");

        Assert.Equal(channel, await linked.Account.JoinAsync("https://whatsapp.com/channel/FOLLOWTHISCODE", Cancellation));

        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "follow" && happening.GetProperty("attributes").Text("id") == channel.Chat.Value);
        var chat = await linked.Account.GetChatAsync(channel, Cancellation);
        Assert.Equal(("Weather", "About Weather"), (chat.Name, chat.Topic));
        Assert.True(chat.Members.Single(member => member.User.Value == Bed.Me.Lid).Role < chat.WhoMaySend);
        await linked.Account.LeaveAsync(channel, Cancellation);
        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "unfollow" && happening.GetProperty("attributes").Text("id") == channel.Chat.Value);
    }

    [Fact]
    public async Task A_link_to_no_channel_is_refused_in_words()
    {
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.JoinAsync("https://whatsapp.com/channel/NOSUCHCHANNEL", Cancellation));

        Assert.Contains("channel", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_post_in_a_channel_can()
    {
        var channel = await ChannelAsync("120363222222222222", "MYOWNCHANNEL", "OWNER");
        var chat = await linked.Account.GetChatAsync(channel, Cancellation);
        Assert.True(chat.Members.Single(member => member.User.Value == Bed.Me.Lid).Role >= chat.WhoMaySend);

        await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("post"), channel, new TextContent(RichText.Plain("storm warning"))), Cancellation);

        await Bed.Simulation.HappensAsync(happening => happening.Text("what") == "post"
            && System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(happening.GetProperty("detail").Text("text")!)).Contains("storm warning", StringComparison.Ordinal));
    }

    private async Task<ChatKey> ChannelAsync(string number, string invite, string role)
    {
        var id = $"{number}@newsletter";
        await Bed.Simulation.DoAsync("channel", new { id, name = "Weather", invite, role });
        return new ChatKey(new RemoteChatId(id));
    }
}
