using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Permissions;

/// <summary>What users may do who may not do everything.</summary>
public sealed class PermissionLevelTests
{
    [Fact]
    public async Task Nothing_that_a_blocked_user_does_in_a_portal_has_an_effect()
    {
        await using var bridge = await TestBridge.StartAsync();
        var blocked = bridge.Homeserver.AddUser("blocked");
        var room = await bridge.OpenChatAsync("bob");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room), blocked, "join");
        var first = await bridge.WaitForMessageAsync("first in bob");

        await bridge.PushAsync(
            StubEvents.Text(room, blocked, "hello"), StubEvents.Text(room, blocked, "!bridges help"), RoomEvents.Edit(room, blocked, first.EventId, "forged"),
            RoomEvents.Redaction(room, blocked, first.EventId), StubEvents.Member(room, blocked, bridge.Homeserver.BotUserId, "leave"));
        await bridge.PushEphemeralAsync(PassingSigns.Receipt(room, blocked, first.EventId), PassingSigns.Typing(room, blocked));
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        await bridge.WaitUntilIdleAsync();
        Assert.Equal("after", Assert.Single(bridge.Network.Did.All).Text);
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.message" && sent.Sender == bridge.Homeserver.BotUserId);
    }

    [Fact]
    public async Task Invitation_of_a_blocked_user_is_not_accepted()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var blocked = bridge.Homeserver.AddUser("blocked");
        var room = bridge.Homeserver.AddRoom(blocked);
        bridge.Homeserver.SetMembership(room, bridge.Homeserver.BotUserId, "invite");

        await bridge.PushAsync(StubEvents.Member(room.Id, blocked, bridge.Homeserver.BotUserId, "invite"));

        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "help", "I bridge Testnet");
        await bridge.WaitUntilIdleAsync();
        Assert.NotEqual("join", room.Membership(bridge.Homeserver.BotUserId));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("status")]
    [InlineData("search bob")]
    [InlineData("retry")]
    [InlineData("sync")]
    public async Task User_who_may_only_be_relayed_can_command_nothing(string command)
    {
        await using var bridge = await TestBridge.StartAsync();
        var relayed = bridge.Homeserver.AddUser("relay");

        await bridge.AskAsync(bridge.TalkRoom(relayed), relayed, command, "You may not use this bridge.");
    }

    [Fact]
    public async Task User_who_may_only_be_relayed_reads_the_help_that_is_for_them()
    {
        await using var bridge = await TestBridge.StartAsync();
        var relayed = bridge.Homeserver.AddUser("relay");

        await bridge.AskAsync(bridge.TalkRoom(relayed), relayed, "help", "I bridge Testnet");

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("log in to a network", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Message_of_a_user_who_may_only_be_relayed_does_not_go_through_the_owners_account()
    {
        await using var bridge = await TestBridge.StartAsync();
        var relayed = bridge.Homeserver.AddUser("relay");
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Text(room, relayed, "hello"));

        await bridge.WaitForEventAsync("the refusal", sent => sent.RoomId == room && sent.Body?.Contains("You are not logged in", StringComparison.Ordinal) == true);
        Assert.Empty(bridge.Network.Did.All);
    }
}
