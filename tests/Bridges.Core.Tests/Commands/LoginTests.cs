using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Commands;

public sealed class LoginTests
{
    [Fact]
    public async Task Login_asks_step_by_step_and_asks_again_after_a_wrong_word()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.Homeserver.AddRoom(bridge.Alice, "@bridges:hs.test").Id;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "login"));
        await bridge.WaitForEventAsync("the first question", sent => sent.Body?.Contains("Who are you?") == true);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "alice"));
        await bridge.WaitForEventAsync("the second question", sent => sent.Body?.Contains("What is the word?") == true);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "help"));
        await bridge.WaitForEventAsync("the question again", sent => sent.Body?.Contains("That was not it.") == true);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "sesame"));

        await bridge.WaitForEventAsync("the welcome", sent => sent.Body?.Contains("You are logged in to Testnet as Account alice.") == true);
        await bridge.ReceiveAsync("bob", "1", "hello");
        await bridge.WaitForMessageAsync("hello");
    }

    [Fact]
    public async Task Where_there_are_several_networks_each_is_named_as_it_is_to_be_typed()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, prepare: bridge => bridge.HasOther = true);
        var room = bridge.Homeserver.AddRoom(bridge.Alice, "@bridges:hs.test").Id;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "login"));

        await bridge.WaitForEventAsync("the question", sent => sent.Body == "To which network?\nlogin other\nlogin test");
    }

    [Fact]
    public async Task Accounts_are_named_by_their_network_where_that_is_enough()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bridge => bridge.HasOther = true);
        var room = bridge.Homeserver.AddRoom(bridge.Alice, "@bridges:hs.test").Id;
        await bridge.AskAsync(room, bridge.Alice, "chats TESTNET", "Testnet: every chat");
        await bridge.AskAsync(room, bridge.Alice, "login other", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "zoe", "What is the word?");
        await bridge.AskAsync(room, bridge.Alice, "sesame", "You are logged in");

        await bridge.AskAsync(room, bridge.Alice, "chats", "Which account? Name one behind the command: other (Account zoe), test (Alice).");

        await bridge.AskAsync(room, bridge.Alice, "login test", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "zara", "What is the word?");
        await bridge.AskAsync(room, bridge.Alice, "sesame", "You are logged in to Testnet as Account zara");
        await bridge.AskAsync(room, bridge.Alice, "chats", "other (Account zoe), alice (Testnet: Alice), zara (Testnet: Account zara).");
    }

    [Fact]
    public async Task Account_of_another_user_cannot_be_taken_over()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = bridge.Homeserver.AddRoom(bridge.Homeserver.UserId("mallory"), "@bridges:hs.test").Id;

        foreach (var text in new[] { "login", "alice", "sesame" })
        {
            await bridge.PushAsync(StubEvents.Text(room, bridge.Homeserver.UserId("mallory"), text));
        }

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("Another Matrix user is logged in") == true);
    }

    [Fact]
    public async Task Blocked_user_gets_no_answer()
    {
        await using var bridge = await TestBridge.StartAsync();
        var blocked = bridge.Homeserver.AddUser("blocked");
        var room = bridge.Homeserver.AddRoom(blocked, "@bridges:hs.test").Id;

        await bridge.PushAsync(StubEvents.Text(room, blocked, "login"), StubEvents.Text(await bridge.OpenChatAsync("bob"), bridge.Alice, "hi"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "hi");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.RoomId == room && sent.Type == "m.room.message");
    }
}
