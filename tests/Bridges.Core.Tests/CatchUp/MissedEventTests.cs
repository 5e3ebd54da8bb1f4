using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.CatchUp;

/// <summary>The homeserver forgets to tell of something.</summary>
public sealed class MissedEventTests
{
    [Fact]
    public async Task What_the_homeserver_did_not_tell_comes_before_what_it_tells_next()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        bridge.Homeserver.Say(room, bridge.Alice, "forgotten");

        bridge.Services.GetRequiredService<IApplicationService>().SuspectLoss();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
        Assert.Equal(["forgotten", "told"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    [Fact]
    public async Task A_gap_in_the_count_of_transactions_says_nothing_when_all_is_long_well()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        await bridge.Clock.PassSlowlyUntilAsync(Task.Delay(TimeSpan.FromMinutes(2), bridge.Clock.Time));
        var asked = Looks(bridge);

        await bridge.PushAsync("41", StubEvents.Text(room, bridge.Alice, "before"));
        await bridge.PushAsync("43", StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
        Assert.Equal(asked, Looks(bridge));
    }

    [Fact]
    public async Task A_transaction_that_is_left_out_is_missed_before_the_next_is_taken()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        await bridge.PushAsync("41", StubEvents.Text(room, bridge.Alice, "before"));
        bridge.Homeserver.Say(room, bridge.Alice, "kept back");

        await bridge.PushAsync("43", StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
        Assert.Equal(["before", "kept back", "told"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    [Fact]
    public async Task A_transaction_that_is_left_out_is_missed_in_every_room_before_what_is_told_there_next()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, other) = (await bridge.OpenChatAsync("bob"), await bridge.OpenChatAsync("carol"));
        await WaitForFirstLookAsync(bridge);
        await bridge.PushAsync("41", StubEvents.Text(room, bridge.Alice, "before"));
        bridge.Homeserver.Say(room, bridge.Alice, "kept back");

        await bridge.PushAsync("43", StubEvents.Text(other, bridge.Alice, "told elsewhere"));
        await bridge.PushAsync("44", StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
        Assert.Equal(["before", "kept back", "told"], bridge.Network.Did.All.Where(did => did.What == "send" && did.Text != "told elsewhere").Select(did => did.Text));
    }

    [Fact]
    public async Task What_is_kept_back_after_a_look_is_found_by_another()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        bridge.Homeserver.Say(room, bridge.Alice, "kept back");

        // Before the next one that is made when nothing speaks for a loss.
        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "kept back"), atMost: TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task What_was_said_while_the_bridge_was_away_is_found_at_its_start()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        await bridge.StopBridgeAsync();
        bridge.Homeserver.Say(room, bridge.Alice, "to nobody");

        await bridge.RestartAfterStopAsync();

        await bridge.Network.Did.WaitForAsync(did => did.Text == "to nobody");
    }

    [Fact]
    public async Task What_comes_both_ways_is_taken_once()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        var eventId = bridge.Homeserver.Say(room, bridge.Alice, "both ways");
        var told = StubEvents.Text(room, bridge.Alice, "both ways");
        told["event_id"] = eventId;

        bridge.Services.GetRequiredService<IApplicationService>().SuspectLoss();
        await bridge.PushAsync(told, StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Single(bridge.Network.Did.All, did => did.Text == "both ways");
    }

    [Fact]
    public async Task Homeserver_that_does_not_answer_the_look_holds_no_transaction_up()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        using var away = bridge.Homeserver.Faults.Inject(StubFault.Down with { Strikes = request => request.Path.EndsWith("/messages", StringComparison.Ordinal) });

        bridge.Services.GetRequiredService<IApplicationService>().SuspectLoss();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
    }

    [Fact]
    public async Task What_was_said_on_a_homeserver_whose_clock_is_behind_is_found()
    {
        await using var bridge = await TestBridge.StartAsync(prepare: bridge => bridge.Options = bridge.Options with
        {
            Permissions = new PermissionTable(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal) { ["*"] = PermissionLevel.User }),
        });
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        var forgotten = bridge.Homeserver.Say(room, "@far:elsewhere.test", "behind", TimeProvider.System.GetUtcNow().AddMinutes(-7).ToUnixTimeMilliseconds());

        bridge.Services.GetRequiredService<IApplicationService>().SuspectLoss();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
        Assert.NotNull(await bridge.Services.GetRequiredService<Journal>().FindByEventAsync(forgotten, default));
    }

    [Fact]
    public async Task What_was_said_before_much_that_a_user_said_elsewhere_long_ago_is_found()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await WaitForFirstLookAsync(bridge);
        bridge.Homeserver.Say(room, bridge.Alice, "forgotten");
        foreach (var number in Enumerable.Range(0, 60))
        {
            bridge.Homeserver.Say(room, bridge.Homeserver.UserId("_bridges_test_bob"), $"{number}");
        }

        await bridge.ReceiveAsync("bob", "2", "from the phone", message => message with { Sender = new("alice"), FromSelf = true, Timestamp = TimeProvider.System.GetUtcNow().AddDays(-1) });
        Assert.Equal(bridge.Alice, (await bridge.WaitForMessageAsync("from the phone")).Sender);

        bridge.Services.GetRequiredService<IApplicationService>().SuspectLoss();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "told"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "told");
        Assert.Equal(["forgotten", "told"], bridge.Network.Did.All.Where(did => did.What == "send").Select(did => did.Text));
    }

    private static int Looks(TestBridge bridge) => bridge.Homeserver.Requests.All.Count(request => request.Path.EndsWith("/messages", StringComparison.Ordinal));

    /// <summary>What happened before the bridge has looked for the first time concerns nobody.</summary>
    private static async Task WaitForFirstLookAsync(TestBridge bridge)
    {
        using var patience = new CancellationTokenSource(TestBridge.Patience);
        while (await bridge.Services.GetRequiredService<SettingTable>().GetAsync("matrix/seen-up-to", patience.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }
    }
}
