using System.Text.Json.Nodes;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Intake;

public sealed class OldEventsTests
{
    [Fact]
    public async Task Old_event_that_a_homeserver_repeats_after_the_journal_forgot_it_is_not_sent_twice()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        var old = StubEvents.Text(room, bridge.Alice, "once");
        await bridge.PushAsync(old);
        await bridge.Network.Did.WaitForAsync(did => did.Text == "once");
        await ForgetAsync(bridge);

        await bridge.PushAsync(old, StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Equal(["once", "after"], bridge.Network.Did.All.Select(did => did.Text));
    }

    [Fact]
    public async Task Old_event_that_comes_for_the_first_time_is_sent()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var old = StubEvents.Text(room, bridge.Alice, "late");
        old["origin_server_ts"] = JsonValue.Create(0);

        await bridge.PushAsync(old);

        await bridge.Network.Did.WaitForAsync(did => did.Text == "late");
    }

    /// <summary>Lets a week pass, after which finished rows are removed.</summary>
    private static async Task ForgetAsync(TestBridge bridge)
    {
        await bridge.WaitUntilIdleAsync();
        bridge.Clock.Advance(TimeSpan.FromDays(8));
        await bridge.Services.GetRequiredService<Journal>().PruneAsync(bridge.Clock.Time.GetUtcNow().ToUnixTimeMilliseconds(), 1000, default);
    }
}
