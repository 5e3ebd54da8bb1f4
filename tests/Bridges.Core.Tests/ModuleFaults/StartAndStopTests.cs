using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.ModuleFaults;

/// <summary>A module that does not come up, or does not go down, concerns nobody else.</summary>
public sealed class StartAndStopTests
{
    public static TheoryData<ModuleCall> CallsAtStart { get; } = [ModuleCall.NetworkStart, ModuleCall.CreateAccount, ModuleCall.AccountStart];

    public static TheoryData<ModuleCall> CallsAtStop { get; } = [ModuleCall.AccountDispose, ModuleCall.NetworkDispose];

    [Theory]
    [MemberData(nameof(CallsAtStart))]
    public async Task Module_that_throws_at_start_leaves_the_others_working(ModuleCall at)
    {
        foreach (var what in new Func<Exception>[] { () => new OperationCanceledException(), () => new InvalidOperationException("a fault") })
        {
            await using var bridge = await StartWithBothAsync();
            bridge.Network.Trouble.Throws(at, what);

            await bridge.RestartAsync();

            await OtherWorksAsync(bridge, "after the start");
        }
    }

    [Theory]
    [MemberData(nameof(CallsAtStart))]
    public async Task Module_that_hangs_at_start_holds_nobody_up(ModuleCall at)
    {
        await using var bridge = await StartWithBothAsync(new TestClock());
        await bridge.StopBridgeAsync();
        var hanging = bridge.Network.Trouble.Hangs(at);

        var starting = bridge.RestartAfterStopAsync();

        await hanging;
        await bridge.Clock.PassUntilAsync(starting);
        await OtherWorksAsync(bridge, "after the start");
        await bridge.Clock.PassUntilAsync(bridge.StopBridgeAsync());
    }

    [Theory]
    [MemberData(nameof(CallsAtStart))]
    public async Task Module_that_blocks_its_thread_at_start_holds_nobody_up(ModuleCall at)
    {
        await using var bridge = await StartWithBothAsync(new TestClock());
        await bridge.StopBridgeAsync();
        var blocking = bridge.Network.Trouble.Blocks(at);

        var starting = Task.Run(bridge.RestartAfterStopAsync);

        await blocking;
        await bridge.Clock.PassUntilAsync(starting);
        await OtherWorksAsync(bridge, "after the start");
        await bridge.Clock.PassUntilAsync(bridge.StopBridgeAsync());
    }

    [Theory]
    [MemberData(nameof(CallsAtStart))]
    public async Task Others_work_while_a_module_still_hangs_at_start(ModuleCall at)
    {
        await using var bridge = await StartWithBothAsync(new TestClock());
        await bridge.StopBridgeAsync();
        bridge.Other.Accounts.Clear();
        var blocking = bridge.Network.Trouble.Blocks(at);

        var starting = Task.Run(bridge.RestartAfterStopAsync);

        await blocking;
        await bridge.Other.StartedAsync("alice");
        bridge.Clock.Advance(ModulePatience.Gathering);
        await starting.WaitAsync(TestBridge.Patience);
        await OtherWorksAsync(bridge, "meanwhile");
        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "help", "I bridge Othernet");
        await bridge.StopBridgeAsync();
    }

    [Theory]
    [InlineData(ModuleCall.CreateAccount)]
    [InlineData(ModuleCall.AccountStart)]
    public async Task Account_that_could_not_be_started_rests_and_is_tried_again_which_its_owner_is_told(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        var management = bridge.TalkRoom(bridge.Alice);
        bridge.Network.Trouble.Throws(at, () => new InvalidOperationException("a fault"));

        await bridge.Clock.PassUntilAsync(bridge.RestartAsync());

        await bridge.WaitForEventAsync("the news", sent => sent.Body?.Contains("Your Testnet account Alice could not be started", StringComparison.Ordinal) == true);
        await bridge.AskAsync(management, bridge.Alice, "list-logins", "Testnet: Alice (alice) – not running");
        Assert.Equal("alice", Assert.Single(bridge.Services.GetRequiredService<IBridgeAdministration>().NotStarted).Account.Id.Value);
        var tries = bridge.Network.Trouble.Count(at);
        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Network.Trouble.Count(at) > tries + 1)));
        bridge.Network.Trouble.Ends();
        await bridge.Clock.PassUntilAsync(bridge.WaitForEventAsync("the end", sent => sent.Body == "Your Testnet account Alice is connected again."));
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));
        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "after"));
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("could not be started", StringComparison.Ordinal) == true);
        Assert.Empty(bridge.Services.GetRequiredService<IBridgeAdministration>().NotStarted);
    }

    [Fact]
    public async Task Account_that_takes_long_to_start_is_not_started_twice()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        await bridge.StopBridgeAsync();
        var created = bridge.Network.Trouble.Count(ModuleCall.CreateAccount);
        var hanging = bridge.Network.Trouble.Hangs(ModuleCall.AccountStart);
        var starting = bridge.RestartAfterStopAsync();
        await hanging;
        await bridge.Clock.PassUntilAsync(starting);

        bridge.Clock.Advance(ModulePatience.Starting);
        bridge.Clock.Advance(TimeSpan.FromHours(1));
        bridge.Network.Trouble.Dispose();
        await bridge.Network.StartedAsync("alice");

        Assert.Equal(1, bridge.Network.Trouble.Count(ModuleCall.CreateAccount) - created);
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("could not be started", StringComparison.Ordinal) == true);
    }

    [Theory]
    [MemberData(nameof(CallsAtStop))]
    public async Task Module_that_hangs_at_the_stop_does_not_keep_the_host(ModuleCall at)
    {
        await using var bridge = await StartWithBothAsync(new TestClock());
        var hanging = bridge.Network.Trouble.Blocks(at);

        var stopping = bridge.StopBridgeAsync();

        await hanging;
        await bridge.Clock.PassUntilAsync(stopping);
    }

    [Theory]
    [MemberData(nameof(CallsAtStop))]
    public async Task Module_that_throws_at_the_stop_does_not_keep_the_others_from_ending(ModuleCall at)
    {
        foreach (var what in new Func<Exception>[] { () => new OperationCanceledException(), () => new InvalidOperationException("a fault") })
        {
            await using var bridge = await StartWithBothAsync();
            bridge.Network.Trouble.Throws(at, what);

            await bridge.RestartAsync();

            await OtherWorksAsync(bridge, "after the restart");
            bridge.Network.Trouble.Ends();
        }
    }

    [Fact]
    public async Task Row_that_hangs_does_not_keep_the_host_from_stopping_and_is_delivered_after_the_start()
    {
        await using var bridge = await StartWithBothAsync(new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        var hanging = bridge.Network.Trouble.Blocks(ModuleCall.Send);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"));
        await hanging;

        await bridge.Clock.PassUntilAsync(bridge.StopBridgeAsync());
        bridge.Network.Trouble.Ends();
        await bridge.RestartAfterStopAsync();

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Contains(bridge.Network.Arrived.Keys, delivery => delivery.Value.Length > 0);
        Assert.Equal(2, bridge.Network.Arrived.Count);
    }

    [Fact]
    public async Task Network_that_did_not_start_is_told_in_the_status()
    {
        await using var bridge = await StartWithBothAsync();
        bridge.Network.Trouble.Throws(ModuleCall.NetworkStart, () => new InvalidOperationException("no engine"));
        await bridge.RestartAsync();

        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "status", "Othernet: works\nTestnet: could not be started");
    }

    [Fact]
    public async Task Network_that_cannot_even_say_how_it_stands_is_told_in_the_status()
    {
        await using var bridge = await StartWithBothAsync();
        bridge.Network.Trouble.Throws(ModuleCall.NetworkHealth, () => new InvalidOperationException("a fault"));

        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "status", "Othernet: works\nTestnet: does not tell how it stands");
    }

    [Fact]
    public async Task Network_that_never_says_how_it_stands_is_asked_once_until_it_has()
    {
        await using var bridge = await StartWithBothAsync(new TestClock());
        var administration = bridge.Services.GetRequiredService<IBridgeAdministration>();
        var before = bridge.Network.Trouble.Count(ModuleCall.NetworkHealth);
        var blocks = bridge.Network.Trouble.Blocks(ModuleCall.NetworkHealth);

        var asked = Enumerable.Range(0, 3).Select(_ => administration.NetworksAsync(TestContext.Current.CancellationToken)).ToArray();
        await blocks;
        bridge.Clock.Advance(TimeSpan.FromSeconds(5));

        foreach (var answer in asked)
        {
            Assert.Equal(["", "does not tell how it stands"], (await answer.WaitAsync(TestBridge.Patience)).Select(network => network.Health.Problem ?? ""));
        }

        Assert.Equal(1, bridge.Network.Trouble.Count(ModuleCall.NetworkHealth) - before);
        bridge.Network.Trouble.Dispose();
        await TestBridge.WaitUntilAsync(async () => (await administration.NetworksAsync(TestContext.Current.CancellationToken)).All(network => network.Health.IsHealthy));
    }

    private static async Task<TestBridge> StartWithBothAsync(TestClock? clock = null)
    {
        var bridge = await TestBridge.StartAsync(clock: clock, prepare: bridge => bridge.HasOther = true);
        await bridge.LogInAsync("alice", network: bridge.Other);
        return bridge;
    }

    private static async Task OtherWorksAsync(TestBridge bridge, string text)
    {
        await bridge.ReceiveOnOtherAsync("carol", text, text);
        var room = (await bridge.WaitForMessageAsync(text)).RoomId;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, $"answer {text}"));
        await bridge.Other.Did.WaitForAsync(did => did.Text == $"answer {text}");
    }
}
