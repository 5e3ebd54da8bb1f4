using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Accounts;

/// <summary>An account that is kept but does not run is still its owner's, and so are its messages.</summary>
public sealed class RestingAccountTests
{
    [Fact]
    public async Task Message_of_its_owner_waits_until_it_runs()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        await RestAsync(bridge);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"));
        await bridge.Clock.PassUntilAsync(bridge.WaitForEventAsync(
            "the delay", sent => sent.Body?.Contains("has not reached Testnet yet: Your account on Testnet is not running just now.", StringComparison.Ordinal) == true));
        bridge.Network.Trouble.Ends();
        await bridge.Clock.PassUntilAsync(bridge.RestartAsync());

        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "hello"));
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.RoomId == room && sent.Body?.Contains('⚠') == true);
    }

    [Fact]
    public async Task Message_of_a_stranger_does_not_wait_for_it()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await RestAsync(bridge);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Homeserver.UserId("mallory"), "hello"));

        await bridge.WaitForEventAsync("the refusal", sent => sent.Body?.Contains("You are not logged in to this chat's account.", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task It_is_listed_as_its_owners()
    {
        await using var bridge = await TestBridge.StartAsync();
        await RestAsync(bridge);

        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "list-logins", "Testnet: Alice (alice) – not running");
    }

    [Fact]
    public async Task Another_user_cannot_take_it_over_by_logging_in()
    {
        await using var bridge = await TestBridge.StartAsync();
        await RestAsync(bridge);
        bridge.Network.Trouble.Ends();
        var mallory = bridge.Homeserver.UserId("mallory");
        var room = bridge.TalkRoom(mallory);

        await bridge.AskAsync(room, mallory, "login", "Who are you?");
        await bridge.AskAsync(room, mallory, "alice", "What is the word?");
        await bridge.AskAsync(room, mallory, "sesame", "Another Matrix user is logged in to this account.");

        await bridge.RestartAsync();
        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "list-logins", "Testnet: Alice");
    }

    [Fact]
    public async Task Secret_sealed_with_another_key_asks_its_owner_to_log_in_again_and_stops_no_other_account()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.StopBridgeAsync();
        bridge.KeyFile = "another-key";
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForEventAsync("the request", sent => sent.Body?.Contains("Your login to Testnet (Alice) can no longer be used", StringComparison.Ordinal) == true);
        await bridge.LogInAsync("mallory");
        await bridge.RestartAsync();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "refused"));
        await bridge.WaitForEventAsync("the refusal", sent => sent.RoomId == room && sent.Body?.Contains("Please log in again.", StringComparison.Ordinal) == true);
        var mallory = bridge.Homeserver.UserId("mallory");
        await bridge.AskAsync(bridge.TalkRoom(mallory), mallory, "list-logins", "Testnet: mallory (mallory) – connected");

        var management = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(management, bridge.Alice, "list-logins", "Testnet: Alice (alice) – can no longer be used, please log in again");
        await bridge.AskAsync(management, bridge.Alice, "login", "Who are you?");
        await bridge.AskAsync(management, bridge.Alice, "alice", "What is the word?");
        await bridge.AskAsync(management, bridge.Alice, "sesame", "You are logged in to Testnet as Account alice.");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "accepted"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "accepted");
    }

    private static async Task RestAsync(TestBridge bridge)
    {
        bridge.Network.Trouble.Throws(ModuleCall.CreateAccount, () => new InvalidOperationException("a fault"));
        await bridge.RestartAsync();
    }
}
