using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.People;

/// <summary>Which chats come to Matrix: by an account's rule, and chat by chat.</summary>
public sealed class ChatRulesTests : IAsyncLifetime
{
    private TestBridge _bridge = null!;

    private IUserChats Chats => _bridge.Services.GetRequiredService<IUserChats>();

    private UserId Alice => new(_bridge.Alice);

    private NetworkId Network => _bridge.Network.Id;

    private static AccountId Account => new("alice");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bridge = await TestBridge.StartAsync();

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task A_chat_that_is_switched_off_stays_away_until_it_is_switched_on()
    {
        var room = await _bridge.OpenChatAsync("bob");
        var chat = new ChatKey(new("bob"), Account);

        await Chats.SwitchOffAsync(Alice, Network, Account, chat, Cancellation);

        Assert.Equal("leave", _bridge.Homeserver.Room(room).Membership(_bridge.Alice));
        Assert.Equal(ChatPresence.Off, (await OneAsync("bob")).Presence);
        await _bridge.ReceiveAsync("bob", "2", "into the void");
        await _bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body == "into the void");

        await Chats.SwitchOnAsync(Alice, Network, Account, chat, messages: null, Cancellation);
        await TestBridge.WaitUntilAsync(async () => (await OneAsync("bob")).Presence == ChatPresence.On);
        await _bridge.ReceiveAsync("bob", "3", "back again");
        Assert.NotEqual(room, (await _bridge.WaitForMessageAsync("back again")).RoomId);
    }

    [Fact]
    public async Task In_a_shared_group_the_others_read_on_and_nobody_leaves_it_on_the_network()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bridge => bridge.Options = bridge.Options with { LeavingRoomLeavesChat = true });
        var club = await Club.FoundAsync(bridge);

        await bridge.Services.GetRequiredService<IUserChats>().SwitchOffAsync(new UserId(bridge.Alice), bridge.Network.Id, Account, club.Key, Cancellation);
        await bridge.PushAsync(TestBeds.Stub.StubEvents.Member(club.RoomId, bridge.Homeserver.BotUserId, bridge.Alice, "leave"));
        await bridge.WaitUntilIdleAsync();

        Assert.Equal(("leave", "join"), (club.Room.Membership(bridge.Alice), club.Room.Membership(club.Carol)));
        Assert.DoesNotContain(bridge.Network.Did.All, deed => deed.What == "leave");
        Assert.Equal(club.RoomId, (await club.HearAsync("boris", "still here")).RoomId);
        Assert.Equal("leave", club.Room.Membership(bridge.Alice));
    }

    [Fact]
    public async Task By_the_rule_for_direct_chats_groups_stay_away()
    {
        await Chats.SetRuleAsync(Alice, Network, Account, ChatRule.Direct, Cancellation);
        var group = new ChatKey(new RemoteChatId("crowd"));
        _bridge.Network.Chats[group] = new ChatDetails { Key = group, Kind = ChatKind.Group, Name = "The crowd", Members = [Club.Member("alice"), Club.Member("boris")], MembersAreComplete = true };

        await _bridge.AliceAccount.Host.ReceiveAsync(TestBridge.Message("boris", "7", "in the crowd") with { Chat = group }, Cancellation);
        await _bridge.OpenChatAsync("bob");

        await _bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body == "in the crowd");
    }

    [Fact]
    public async Task By_the_rule_for_chosen_chats_only_those_come_that_are_switched_on_and_it_outlives_a_restart()
    {
        await Chats.SetRuleAsync(Alice, Network, Account, ChatRule.Chosen, Cancellation);
        await _bridge.RestartAsync();
        await _bridge.Network.StartedAsync("alice");

        await _bridge.ReceiveAsync("bob", "1", "unasked");
        await _bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(_bridge.Homeserver.Sent.All, sent => sent.Body == "unasked");

        await Chats.SwitchOnAsync(Alice, Network, Account, new ChatKey(new("bob"), Account), messages: null, Cancellation);
        await TestBridge.WaitUntilAsync(async () => (await Chats.ListAsync(Alice, asksNetworks: true, Cancellation)).Any(chat => chat is { Presence: ChatPresence.On, Chat.Chat.Value: "bob" }));
        await _bridge.ReceiveAsync("bob", "2", "asked for");
        await _bridge.WaitForMessageAsync("asked for");
    }

    [Fact]
    public async Task A_chosen_chat_whose_room_the_homeserver_lost_gets_another()
    {
        var lost = await _bridge.OpenChatAsync("bob");
        await Chats.SetRuleAsync(Alice, Network, Account, ChatRule.Chosen, Cancellation);
        await _bridge.WaitUntilIdleAsync();
        var room = _bridge.Homeserver.Room(lost);
        foreach (var member in new[] { _bridge.Homeserver.BotUserId, _bridge.Alice, _bridge.Homeserver.UserId("_bridges_test_bob") })
        {
            _bridge.Homeserver.SetMembership(room, member, "leave");
        }

        await _bridge.ReceiveAsync("bob", "2", "anew");

        Assert.NotEqual(lost, (await _bridge.WaitForMessageAsync("anew")).RoomId);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [InlineData(null, 3)]
    public async Task A_chat_that_is_switched_on_begins_with_as_many_messages_as_its_user_says(int? messages, int come)
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bridge => bridge.Options = bridge.Options with { MessagesAtLogin = 3 });
        var chats = bridge.Services.GetRequiredService<IUserChats>();
        await chats.SetRuleAsync(new UserId(bridge.Alice), bridge.Network.Id, Account, ChatRule.Chosen, Cancellation);
        var chat = new ChatKey(new("bob"), Account);
        bridge.Network.History.AddRange(Enumerable.Range(1, 5).Select(number => TestBridge.Message("bob", $"{number}", $"past {number}") with { Chat = chat }));

        await chats.SwitchOnAsync(new UserId(bridge.Alice), bridge.Network.Id, Account, chat, messages, Cancellation);
        await bridge.ReceiveAsync("bob", "9", "and now");

        await bridge.WaitForMessageAsync("and now");
        await bridge.WaitUntilIdleAsync();
        Assert.Equal(
            [.. Enumerable.Range(6 - come, come).Select(number => $"past {number}")],
            bridge.Homeserver.Sent.All.Where(sent => sent.Body?.StartsWith("past", StringComparison.Ordinal) == true).Select(sent => sent.Body!));
    }

    [Fact]
    public async Task Nobody_switches_another_s_chats()
    {
        await _bridge.OpenChatAsync("bob");
        var mallory = new UserId(_bridge.Homeserver.UserId("mallory"));

        Assert.Empty(await Chats.ListAsync(mallory, asksNetworks: true, Cancellation));
        await Assert.ThrowsAsync<NoSuchAccountException>(() => Chats.SwitchOffAsync(mallory, Network, Account, new ChatKey(new("bob"), Account), Cancellation));
        await Assert.ThrowsAsync<NoSuchAccountException>(() => Chats.SetRuleAsync(mallory, Network, Account, ChatRule.Chosen, Cancellation));
        await Assert.ThrowsAsync<NoSuchAccountException>(() => Chats.RuleAsync(mallory, Network, Account, Cancellation));
        Assert.Equal(ChatPresence.On, (await OneAsync("bob")).Presence);
    }

    [Fact]
    public async Task The_bot_does_the_same()
    {
        var room = await _bridge.OpenChatAsync("bob");
        var talk = _bridge.TalkRoom(_bridge.Alice);
        await _bridge.AskAsync(talk, _bridge.Alice, "chats", "every chat comes");
        await _bridge.AskAsync(talk, _bridge.Alice, "chats everything", "Please say one of");
        await _bridge.AskAsync(talk, _bridge.Alice, "chats chosen", "no new chat comes");

        await _bridge.PushAsync(TestBeds.Stub.StubEvents.Text(room, _bridge.Alice, "!bridges unbridge"));

        await TestBridge.WaitUntilAsync(async () => (await OneAsync("bob")).Presence == ChatPresence.Off);
        Assert.Equal(ChatRule.Chosen, await Chats.RuleAsync(Alice, Network, Account, Cancellation));
        await _bridge.AskAsync(talk, _bridge.Alice, "bridge", "bridge alice bob");
        await _bridge.AskAsync(talk, _bridge.Alice, "bridge nobody at all", "no chat of that name");
        await _bridge.AskAsync(talk, _bridge.Alice, "bridge bob messages=many", "with a number behind it");
        Assert.Equal(ChatPresence.Off, (await OneAsync("bob")).Presence);
        await _bridge.AskAsync(talk, _bridge.Alice, "bridge alice bob messages=2", "comes to Matrix");
        await TestBridge.WaitUntilAsync(async () => (await OneAsync("bob")).Presence == ChatPresence.On);
    }

    [Fact]
    public async Task Who_only_follows_a_view_asks_no_network_and_who_looks_twice_in_a_moment_asks_once()
    {
        await _bridge.OpenChatAsync("bob");
        await _bridge.WaitUntilIdleAsync();
        var before = _bridge.Network.Trouble.Count(ModuleCall.ListChats);

        Assert.NotEmpty(await Chats.ListAsync(Alice, asksNetworks: false, Cancellation));
        Assert.Equal(before, _bridge.Network.Trouble.Count(ModuleCall.ListChats));
        await Chats.ListAsync(Alice, asksNetworks: true, Cancellation);
        await Chats.ListAsync(Alice, asksNetworks: true, Cancellation);
        Assert.Equal(before + 1, _bridge.Network.Trouble.Count(ModuleCall.ListChats));
    }

    private async Task<UserChat> OneAsync(string chat) => (await Chats.ListAsync(Alice, asksNetworks: true, Cancellation)).Single(listed => listed.Chat.Chat.Value == chat);
}
