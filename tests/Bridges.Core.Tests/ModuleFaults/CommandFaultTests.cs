using Bridges.Core.Accounts;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.ModuleFaults;

/// <summary>What hangs or throws behind a command leaves the person able to say something else.</summary>
public sealed class CommandFaultTests
{
    public static TheoryData<string> Kinds { get; } = ["hangs", "blocks"];

    public static TheoryData<string, ModuleCall> Commands { get; } = new()
    {
        { "search bob", ModuleCall.Search },
        { "sync", ModuleCall.ListChats },
        { "login", ModuleCall.CreateLogin },
        { "login", ModuleCall.LoginStart },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Command_that_hangs_is_stopped_and_the_next_ones_are_answered(string kind)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        var other = await bridge.OpenChatAsync("bob");
        var hanging = kind == "hangs" ? bridge.Network.Trouble.Hangs(ModuleCall.Search) : bridge.Network.Trouble.Blocks(ModuleCall.Search);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "search bob"));
        await hanging;
        await bridge.AskAsync(other, bridge.Alice, "!bridges help", "I bridge Testnet");
        bridge.Clock.Advance(ModulePatience.Command);

        await bridge.WaitForEventAsync("the end", sent => sent.RoomId == room && sent.Body?.Contains("That takes too long", StringComparison.Ordinal) == true);
        await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
        await bridge.AskAsync(room, bridge.Alice, "cancel", "There is nothing to cancel");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_whose_module_throws_anything_is_answered_at_once(string command, ModuleCall at)
    {
        foreach (var what in new Func<Exception>[] { () => new OperationCanceledException(), () => new InvalidOperationException("a secret"), () => new TimeoutException() })
        {
            // The clock stands still: what is not answered at once is never answered.
            await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
            var room = bridge.TalkRoom(bridge.Alice);
            bridge.Network.Trouble.Throws(at, what);

            await bridge.AskAsync(room, bridge.Alice, command, "Something went wrong inside the bridge");

            await bridge.AskAsync(room, bridge.Alice, "help", "I bridge Testnet");
            Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("a secret", StringComparison.Ordinal) == true);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Logout_that_hangs_is_done_here_and_says_that_the_network_was_not_told(string kind)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        var hanging = kind == "hangs" ? bridge.Network.Trouble.Hangs(ModuleCall.Logout) : bridge.Network.Trouble.Blocks(ModuleCall.Logout);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "logout"));
        await hanging;
        bridge.Clock.Advance(ModulePatience.Starting);

        await bridge.WaitForEventAsync("the answer", sent => sent.Body?.Contains("Testnet could not be told", StringComparison.Ordinal) == true);
        await bridge.AskAsync(room, bridge.Alice, "list-logins", "You are not logged in");
    }

    [Fact]
    public async Task Logout_that_throws_is_done_here_and_says_that_the_network_was_not_told()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = bridge.TalkRoom(bridge.Alice);
        bridge.Network.Trouble.Throws(ModuleCall.Logout, () => new InvalidOperationException("a fault"));

        await bridge.AskAsync(room, bridge.Alice, "logout", "Testnet could not be told");

        await bridge.AskAsync(room, bridge.Alice, "list-logins", "You are not logged in");
        Assert.Empty(await bridge.Services.GetRequiredService<AccountStore>().AllAsync(default));
    }
}
