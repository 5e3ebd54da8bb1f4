using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Status;

/// <summary>What failed is told, each time it fails, and no more than once.</summary>
public sealed class FailureNoticesTests
{
    [Fact]
    public async Task Message_that_fails_again_after_a_retry_is_told_again_once()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = _ => throw BridgeException.Permanent("Bob is away.");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"));
        await WaitForDeadAsync(bridge, 1);
        bridge.Clock.Advance(TimeSpan.FromMinutes(5));

        await bridge.AskAsync(room, bridge.Alice, "!bridges retry", "One message is tried again.");

        await bridge.Network.Did.WaitForAsync(_ => bridge.Network.Did.All.Count == 2);
        await WaitForDeadAsync(bridge, 1);
        Assert.Equal(2, Notices(bridge, "Bob is away."));
        Assert.Equal(2, bridge.Homeserver.Sent.All.Count(sent => sent.Type == "com.beeper.message_send_status"));
    }

    [Theory]
    [InlineData(403, null)]
    [InlineData(401, "M_UNKNOWN_TOKEN")]
    public async Task Failure_is_told_once_the_homeserver_answers_in_place_of_a_proxy_or_knows_the_token_again(int status, string? code)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = _ => throw BridgeException.Permanent("Bob is away.");
        var fault = code is null ? StubFault.Proxy(status) : new StubFault { Status = status, ErrorCode = code };
        using var elsewhere = bridge.Homeserver.Faults.Inject(fault with { Strikes = request => request.Path.Contains("/send/", StringComparison.Ordinal), Times = 2 });

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"));

        await bridge.Clock.PassUntilAsync(WaitForDeadAsync(bridge, 1));
        Assert.Equal(1, Notices(bridge, "Bob is away."));
    }

    [Fact]
    public async Task Notice_whose_answer_was_lost_is_not_said_twice()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = _ => throw BridgeException.Permanent("Bob is away.");
        using var lost = bridge.Homeserver.Faults.Inject(StubFault.AnswerLost with { Strikes = request => request.Path.Contains("/send/", StringComparison.Ordinal), Times = 9 });

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"));

        await bridge.Clock.PassUntilAsync(WaitForDeadAsync(bridge, 1));
        Assert.Equal(1, Notices(bridge, "Bob is away."));
    }

    [Fact]
    public async Task Delay_is_told_after_a_minute_and_only_once()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = _ => throw BridgeException.Transient("There is no connection just now.");
        var began = bridge.Clock.Time.GetUtcNow();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"));

        await bridge.Clock.PassUntilAsync(bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("There is no connection just now. The bridge goes on trying.", StringComparison.Ordinal) == true));
        // When it is plain that it will be longer than a minute, not at the first failure.
        Assert.InRange(bridge.Clock.Time.GetUtcNow() - began, TimeSpan.FromSeconds(25), TimeSpan.MaxValue);
        Assert.InRange(bridge.Network.Did.All.Count, 2, int.MaxValue);
        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(_ => bridge.Network.Did.All.Count >= 15));
        bridge.Network.BeforeSend = _ => Task.CompletedTask;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "after"));
        Assert.Equal(1, Notices(bridge, "There is no connection just now."));
    }

    [Fact]
    public async Task Message_that_waits_for_three_days_is_given_up_and_told()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message => ((TextContent)message.Content).Text.Text == "hello" ? throw BridgeException.Transient("There is no connection just now.") : Task.CompletedTask;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "hello"), StubEvents.Text(room, bridge.Alice, "after"));
        await bridge.Network.Did.WaitForAsync(_ => true);

        bridge.Clock.Advance(TimeSpan.FromDays(3));
        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "after"));

        Assert.Equal(1, Notices(bridge, "Your message was not sent to Testnet. There is no connection just now."));
    }

    private static int Notices(TestBridge bridge, string text) =>
        bridge.Homeserver.Sent.All.Count(sent => sent.Type == "m.room.message" && sent.Body?.Contains(text, StringComparison.Ordinal) == true);

    private static async Task WaitForDeadAsync(TestBridge bridge, int count) =>
        await TestBridge.WaitUntilAsync(async () => (await bridge.Services.GetRequiredService<Journal>().DepthAsync(default)) is { Pending: 0 } depth && depth.Dead == count);
}
