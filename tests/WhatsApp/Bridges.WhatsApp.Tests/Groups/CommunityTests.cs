using Bridges.Abstractions;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Groups;

/// <summary>Communities are made, and groups come into them and go, from either side.</summary>
public sealed class CommunityTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_community_is_made_and_a_group_is_put_into_it_and_taken_out()
    {
        var group = await GroupAsync("120363000000060001@g.us");
        await RunAsync("community", "Neighbours", chat: null);
        await Assert.ThrowsAsync<BridgeException>(() => RunAsync("community-add", "Strangers", group));

        await RunAsync("community-add", "neighbours", group);
        var parent = (await linked.Account.GetChatAsync(group, Cancellation)).Parent;
        Assert.NotNull(parent);
        var community = await linked.Account.GetChatAsync(parent.Value, Cancellation);
        Assert.Equal((ChatKind.Community, "Neighbours"), (community.Kind, community.Name));
        Assert.Equal([new ChatMember(linked.Account.Self, MemberRole.Owner)], community.Members);
        await linked.Host.Events.FirstAsync<RemoteChatChange>(change => change.Chat == group);

        await RunAsync("community-remove", "", group);
        Assert.Null((await linked.Account.GetChatAsync(group, Cancellation)).Parent);
        await Assert.ThrowsAsync<BridgeException>(() => RunAsync("community-remove", "", group));
    }

    [Fact]
    public async Task A_group_that_somebody_else_moves_is_looked_at_again()
    {
        var (group, community) = (await GroupAsync("120363000000060002@g.us"), await GroupAsync("120363000000060003@g.us"));
        await Bed.Simulation.DoAsync("groupSet", new { id = community.Chat.Value, community = true });
        Assert.Null((await linked.Account.GetChatAsync(group, Cancellation)).Parent);

        await Bed.Simulation.DoAsync("groupParent", new { id = group.Chat.Value, by = Bed.Alice.Number, parent = community.Chat.Value });

        await linked.Host.Events.FirstAsync<RemoteChatChange>(change => change.Chat == group);
        Assert.Equal(community, (await linked.Account.GetChatAsync(group, Cancellation)).Parent);
    }

    private Task<RichText> RunAsync(string name, string text, ChatKey? chat) =>
        linked.Account.RunAsync(new CommandCall(new DeliveryId($"{Guid.NewGuid()}"), name, RichText.Plain(text), chat, ReplyTo: null), Cancellation);

    private async Task<ChatKey> GroupAsync(string id)
    {
        await Bed.Simulation.DoAsync("group", new { id, subject = "A group", owner = Bed.Me.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number } });
        return new ChatKey(new RemoteChatId(id));
    }
}
