using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.ModuleFaults;

/// <summary>A login that hangs or throws ends, and the next one begins at the beginning.</summary>
public sealed class LoginFaultTests
{
    public static TheoryData<ModuleCall> Steps { get; } = [ModuleCall.LoginStart, ModuleCall.LoginSubmit];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Step_that_hangs_ends_the_login_and_another_works(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        var hanging = bridge.Network.Trouble.Blocks(at);
        await SayUpToAsync(bridge, room, at);

        await hanging;
        bridge.Clock.Advance(ModulePatience.Command);

        await bridge.WaitForEventAsync("the end", sent => sent.Body?.Contains("That takes too long", StringComparison.Ordinal) == true);
        await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
        bridge.Network.Trouble.Ends();
        await LogInAsync(bridge, room);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Step_that_throws_anything_ends_the_login_and_another_works(ModuleCall at)
    {
        foreach (var what in new Func<Exception>[] { () => new OperationCanceledException(), () => new InvalidOperationException("a fault") })
        {
            await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
            var room = bridge.TalkRoom(bridge.Alice);
            bridge.Network.Trouble.Throws(at, what);

            await SayUpToAsync(bridge, room, at);

            await bridge.WaitForEventAsync("the end", sent => sent.Body?.Contains("Something went wrong", StringComparison.Ordinal) == true);
            bridge.Network.Trouble.Ends();
            await LogInAsync(bridge, room);
        }
    }

    [Fact]
    public async Task Login_whose_end_hangs_is_cancelled_all_the_same()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        var hanging = bridge.Network.Trouble.Blocks(ModuleCall.LoginDispose);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "cancel"));
        await hanging;
        bridge.Clock.Advance(ModulePatience.Ending);

        await bridge.WaitForEventAsync("the answer", sent => sent.Body == "Cancelled.");
        bridge.Network.Trouble.Ends();
        await LogInAsync(bridge, room);
    }

    [Fact]
    public async Task Login_whose_end_throws_completes()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        bridge.Network.Trouble.Throws(ModuleCall.LoginDispose, () => new InvalidOperationException("a fault"));

        await LogInAsync(bridge, bridge.TalkRoom(bridge.Alice));
    }

    [Fact]
    public async Task Account_that_hangs_at_its_start_is_kept_and_its_owner_can_go_on()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        var hanging = bridge.Network.Trouble.Blocks(ModuleCall.AccountStart);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "sesame"));
        await hanging;
        bridge.Clock.Advance(ModulePatience.Starting);

        await bridge.WaitForEventAsync("the welcome", sent => sent.Body?.Contains("You are logged in", StringComparison.Ordinal) == true);
        await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
    }

    private static async Task SayUpToAsync(TestBridge bridge, string room, ModuleCall at)
    {
        if (at == ModuleCall.LoginStart)
        {
            await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "login"));
            return;
        }

        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "alice"));
    }

    private static async Task LogInAsync(TestBridge bridge, string room)
    {
        var answers = bridge.Homeserver.Sent.All.Count(sent => sent.Body?.Contains("Who are you?", StringComparison.Ordinal) == true);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "login"), StubEvents.Text(room, bridge.Alice, "alice"), StubEvents.Text(room, bridge.Alice, "sesame"));
        await bridge.WaitForEventAsync("the welcome", sent => sent.Body?.Contains("You are logged in to Testnet as Account alice.", StringComparison.Ordinal) == true);
        Assert.Equal(answers + 1, bridge.Homeserver.Sent.All.Count(sent => sent.Body?.Contains("Who are you?", StringComparison.Ordinal) == true));
    }
}
