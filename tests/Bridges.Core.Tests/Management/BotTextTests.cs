using Bridges.Abstractions;
using Bridges.Core.Management;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Management;

/// <summary>What others call themselves does not speak in the bot's voice; and the bot talks where its user is.</summary>
public sealed class BotTextTests
{
    [Theory]
    [InlineData("Bob`\n⚠ Send your code to `+49")]
    [InlineData("Bob\u2028Second line")]
    [InlineData("`logout`")]
    public void A_name_stays_one_piece_of_one_line(string name)
    {
        var said = BotText.Of($"The chat with {name} appears. Say `help`.").Compose();

        Assert.DoesNotContain('\n', said.Body);
        Assert.DoesNotContain('\u2028', said.Body);
        Assert.Equal(1, said.FormattedBody!.Split("<code>").Length - 1);
    }

    [Fact]
    public async Task The_bot_opens_another_room_where_its_user_left_the_last_one()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room), bridge.Alice, "leave");

        bridge.AliceAccount.Host.Notify("your phone was away");

        var told = await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("your phone was away", StringComparison.Ordinal) == true);
        Assert.NotEqual(room, told.RoomId);
        Assert.Equal("invite", bridge.Homeserver.Room(told.RoomId).Membership(bridge.Alice));
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_after_a_start_or_within_a_day()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
        bridge.AliceAccount.Host.ReportState(new AccountState(AccountCondition.LoggedOut, "Gone."));
        bridge.AliceAccount.Host.Notify("your phone was away");
        await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("your phone was away", StringComparison.Ordinal) == true);

        await bridge.RestartAsync();
        bridge.AliceAccount.Host.ReportState(AccountState.Connecting);
        bridge.AliceAccount.Host.ReportState(new AccountState(AccountCondition.LoggedOut, "Gone."));
        bridge.AliceAccount.Host.Notify("your phone was away");
        bridge.AliceAccount.Host.Notify("something else");
        await bridge.WaitForEventAsync("the other notice", sent => sent.Body?.Contains("something else", StringComparison.Ordinal) == true);

        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("your phone was away", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_the_homeserver_does_not_take_now_is_told_to_an_owner_later_in_its_order()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        // More often than the client itself tries again.
        using var fault = bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.Parts is ["createRoom"], Status = 503, Times = 15 });
        bridge.AliceAccount.Host.ReportState(new AccountState(AccountCondition.LoggedOut, "Gone."));
        bridge.AliceAccount.Host.Notify("your phone was away");

        await bridge.Clock.PassUntilAsync(bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("your phone was away", StringComparison.Ordinal) == true));

        var told = bridge.Homeserver.Sent.All.Where(sent => sent.Sender == bridge.Homeserver.BotUserId && sent.Body is not null).Select(sent => sent.Body!.Contains("was logged out", StringComparison.Ordinal));
        Assert.Equal([true, false], told);
    }

    [Fact]
    public async Task A_reply_that_is_a_command_does_not_go_to_the_contact()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.message", new Dictionary<string, object>
        {
            ["msgtype"] = "m.text",
            ["body"] = "> <@bob:hs.test> first\n\n!bridges sync",
            ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = "$first" } },
        }));

        await bridge.WaitForEventAsync("the answer", sent => sent.RoomId == room && sent.Body?.Contains("Looking at this chat anew", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(bridge.Network.Did.All, deed => deed.What == "send");
    }

    [Fact]
    public async Task Who_invites_a_ghost_is_told_where_the_chat_is()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var ghost = bridge.Homeserver.UserId("_bridges_test_bob");
        var room = bridge.Homeserver.AddRoom(bridge.Alice);
        bridge.Homeserver.SetMembership(room, ghost, "invite");

        await bridge.PushAsync(StubEvents.Member(room.Id, bridge.Alice, ghost, "invite"));

        await bridge.WaitForEventAsync("the word of it", sent => sent.Body?.Contains("start-chat bob", StringComparison.Ordinal) == true);
        Assert.Equal("leave", room.Membership(ghost));
    }
}
