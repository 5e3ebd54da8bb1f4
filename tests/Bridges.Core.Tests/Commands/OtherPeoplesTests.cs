using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Who_is_in_a_message_s_room_may_ask_elsewhere_by_its_link_and_hears_of_each_attempt()
    {
        var clock = new TestClock();
        await using var bridge = await TestBridge.StartAsync(clock: clock);
        var portal = await bridge.OpenChatAsync("bob");
        var failures = 2;
        bridge.Network.BeforeSend = _ => Interlocked.Decrement(ref failures) >= 0 ? throw BridgeException.Transient("Bob's network is busy.") : Task.CompletedTask;
        var message = StubEvents.Text(portal, bridge.Alice, "secret");
        await bridge.PushAsync(message);
        await clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "secret"));
        await clock.PassUntilAsync(bridge.WaitUntilIdleAsync());
        var (talk, link) = (bridge.TalkRoom(bridge.Alice), $"https://matrix.to/#/{Uri.EscapeDataString(portal)}/{Uri.EscapeDataString((string)message["event_id"]!)}?via=hs.test");

        await bridge.PushAsync(StubEvents.Text(talk, bridge.Alice, $"status {link}"));
        var told = await bridge.WaitForEventAsync("the way", sent => sent.RoomId == talk && sent.Body?.StartsWith("It was delivered.", StringComparison.Ordinal) == true);

        Assert.Equal(2, told.Body!.Split('\n').Count(line => line.EndsWith(" UTC: Bob's network is busy.", StringComparison.Ordinal)));
        Assert.DoesNotContain("lane", told.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told.Body, StringComparison.Ordinal);
        var root = bridge.Homeserver.AddUser("root");
        await bridge.AskAsync(bridge.TalkRoom(root), root, $"status {link}", "lane");
    }

    [Fact]
    public async Task By_the_network_s_id_one_hears_of_messages_in_one_s_own_rooms_only()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.LogInAsync("mallory");
        var (hers, his) = (TestBridge.Message("bob", "1048576", "secret"), TestBridge.Message("carol", "1048576", "plain"));
        await bridge.AliceAccount.Host.ReceiveAsync(hers, default);
        await bridge.Network.Accounts["mallory"].Host.ReceiveAsync(his with { Chat = his.Chat with { Receiver = new AccountId("mallory") } }, default);
        var (secret, plain) = (await bridge.WaitForMessageAsync("secret"), await bridge.WaitForMessageAsync("plain"));
        await bridge.WaitUntilIdleAsync();
        var mallory = bridge.Homeserver.UserId("mallory");
        var talk = bridge.TalkRoom(mallory);

        await bridge.AskAsync(talk, mallory, "status 1048576", plain.RoomId);

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.RoomId == talk && sent.Body?.Contains(secret.RoomId, StringComparison.Ordinal) == true);
        var root = bridge.Homeserver.AddUser("root");
        await bridge.AskAsync(bridge.TalkRoom(root), root, "status 1048576", secret.RoomId);
    }

    [Fact]
    public async Task A_message_that_has_not_come_through_is_found_by_the_network_s_id()
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.Parts is ["createRoom"] && request.UserId != bridge.Homeserver.BotUserId, Status = 500 });
        bridge.Homeserver.Faults.Inject(new StubFault { Strikes = request => request.Parts is ["rooms", _, "send", ..], Status = 500 });
        await bridge.ReceiveAsync("bob", "unheard-77", "hello");

        await TestBridge.WaitUntilAsync(async () => (await bridge.Services.GetRequiredService<IBridgeAdministration>().TraceAsync("unheard-77", default)).Any(step => step.Text.StartsWith("Received from test and", StringComparison.Ordinal)));
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
