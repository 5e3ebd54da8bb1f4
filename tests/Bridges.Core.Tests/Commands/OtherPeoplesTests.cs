using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

/// <summary>What one user must not do to another.</summary>
public sealed class OtherPeoplesTests
{
    [Fact]
    public async Task Account_of_another_is_not_logged_out_nor_ones_own_in_its_place()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.LogInAsync("mallory");
        var mallory = bridge.Homeserver.UserId("mallory");
        var room = bridge.TalkRoom(mallory);

        await bridge.AskAsync(room, mallory, "logout alice", "You have no account of that name");

        Assert.DoesNotContain(bridge.Network.Did.All, did => did.What == "logout");
    }

    [Fact]
    public async Task Login_ends_when_somebody_else_comes_into_the_room()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room), bridge.Homeserver.AddUser("mallory"), "join");

        await bridge.AskAsync(room, bridge.Alice, "!bridges alice", "Somebody else has come into this room");

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("What is the word?", StringComparison.Ordinal) == true);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "!bridges list-logins"));
        await bridge.WaitForEventAsync("no login", sent => sent.Body?.Contains("You are not logged in", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Lists_show_only_ones_own()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.LogInAsync("mallory");
        var mallory = bridge.Homeserver.UserId("mallory");
        var room = bridge.TalkRoom(mallory);

        await bridge.AskAsync(room, mallory, "list-logins", "mallory");
        await bridge.AskAsync(room, mallory, "status", "Testnet: works");

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.RoomId == room && sent.Body?.Contains("Alice", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Fate_of_a_message_is_told_in_its_room_only()
    {
        await using var bridge = await TestBridge.StartAsync();
        var portal = await bridge.OpenChatAsync("bob");
        var message = StubEvents.Text(portal, bridge.Alice, "secret");
        var id = (string)message["event_id"]!;
        await bridge.PushAsync(message);
        await bridge.Network.Did.WaitForAsync(did => did.Text == "secret");
        var mallory = bridge.Homeserver.UserId("mallory");

        await bridge.AskAsync(bridge.TalkRoom(mallory), mallory, $"status {id}", "I know nothing of that message");
        await bridge.AskAsync(portal, bridge.Alice, $"!bridges status {id}", "It was delivered.");
    }

    [Fact]
    public async Task Guest_in_a_portal_cannot_send_its_owners_dead_letters_again()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = _ => throw BridgeException.Permanent("Bob is away.");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "dead"));
        await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("Bob is away.", StringComparison.Ordinal) == true);
        bridge.Network.BeforeSend = _ => Task.CompletedTask;

        await bridge.AskAsync(room, bridge.Homeserver.UserId("mallory"), "!bridges retry", "There is nothing to try again");
        await bridge.AskAsync(room, bridge.Alice, "!bridges retry", "One message is tried again.");

        await bridge.Network.Did.WaitForAsync(did => did.Text == "dead" && bridge.Network.Did.All.Count(other => other.Text == "dead") == 2);
    }

    [Theory]
    [InlineData("search alice bob", "search")]
    [InlineData("start-chat alice @bobby", "open")]
    public async Task Search_and_new_chats_go_through_no_account_of_another(string command, string deed)
    {
        await using var bridge = await TestBridge.StartAsync();
        var mallory = bridge.Homeserver.UserId("mallory");
        var room = bridge.TalkRoom(mallory);

        await bridge.AskAsync(room, mallory, command, "You are not logged in");
        await bridge.LogInAsync("mallory");
        await bridge.AskAsync(room, mallory, command, deed == "search" ? "start-chat bob" : "I found nobody");

        Assert.DoesNotContain(bridge.Network.Did.All, did => did.What == deed && did.Target == "alice");
    }

    [Theory]
    [InlineData("sync alice")]
    [InlineData("logout alice")]
    public async Task Account_of_another_is_not_commanded_by_its_name(string command)
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.LogInAsync("mallory");
        var mallory = bridge.Homeserver.UserId("mallory");

        await bridge.AskAsync(bridge.TalkRoom(mallory), mallory, command, "You have no account of that name");
    }

    [Fact]
    public async Task Guest_neither_cancels_nor_answers_anothers_login_in_the_same_room()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        var mallory = bridge.Homeserver.UserId("mallory");

        await bridge.AskAsync(room, mallory, "cancel", "There is nothing to cancel.");
        await bridge.AskAsync(room, mallory, "mallory", "I do not know that.");

        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");
        await bridge.AskAsync(room, bridge.Alice, "sesame", "You are logged in to Testnet as Account alice.");
    }

    [Fact]
    public async Task Guest_learns_nothing_of_the_owners_accounts_from_a_portal()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var mallory = bridge.Homeserver.UserId("mallory");

        foreach (var (command, answer) in new[] { ("list-logins", "You are not logged in"), ("status", "Testnet: works"), ("logout", "You are not logged in") })
        {
            await bridge.PushAsync(StubEvents.Text(room, mallory, $"!bridges {command}"));
            var told = await bridge.WaitForEventAsync(answer, sent => sent.Body?.Contains(answer, StringComparison.Ordinal) == true);
            Assert.NotEqual(room, told.RoomId);
        }

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.message" && sent.Body?.Contains("Alice", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Guest_in_a_portal_cannot_command_its_account()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.LogInAsync("mallory");
        var room = await bridge.OpenChatAsync("bob");
        var mallory = bridge.Homeserver.UserId("mallory");

        await bridge.AskAsync(room, mallory, "!bridges sync", "You are not logged in");
        await bridge.PushAsync(StubEvents.Text(room, mallory, "from mallory"));

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("not logged in to this chat's account", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(bridge.Network.Did.All, did => did.What == "send");
    }
}
