using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class UncertainDeliveryTests
{
    [Fact]
    public async Task Lost_answer_of_a_network_is_looked_up_and_not_sent_again()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message => ArriveButFail(bridge, message);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"));
        await bridge.Network.Did.WaitForAsync(did => did.What == "look up");
        bridge.Network.BeforeSend = _ => Task.CompletedTask;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Single(bridge.Network.Did.All, did => did is { What: "send", Text: "once" });
    }

    [Fact]
    public async Task Look_up_that_fails_is_repeated_before_anything_is_sent_again()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message => ArriveButFail(bridge, message);
        var failures = 2;
        bridge.Network.BeforeLookup = _ => Interlocked.Decrement(ref failures) >= 0 ? throw BridgeException.Transient("Not now.") : Task.CompletedTask;

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"), StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Equal(
            ["send", "look up", "look up", "look up"], bridge.Network.Did.All.Where(did => did.Text == "once").Select(did => did.What));
    }

    [Fact]
    public async Task Lost_answer_survives_a_restart_as_uncertain()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message => ArriveButFail(bridge, message);
        bridge.Network.BeforeLookup = _ => throw BridgeException.Transient("Not now.");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"));
        await bridge.Network.Did.WaitForAsync(did => did.What == "look up");

        await bridge.StopBridgeAsync();
        bridge.Network.BeforeLookup = _ => Task.CompletedTask;
        await bridge.RestartAfterStopAsync();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Single(bridge.Network.Did.All, did => did is { What: "send", Text: "once" });
    }

    [Fact]
    public async Task Network_that_cannot_tell_is_not_sent_to_again_and_the_author_is_told()
    {
        await using var bridge = await TestBridge.StartAsync(disguise: account => new PlainAccount(account));
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message => ArriveButFail(bridge, message);

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"));

        await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("does not tell whether it arrived", StringComparison.Ordinal) == true);
        Assert.Single(bridge.Network.Did.All, did => did.Text == "once");
    }

    [Fact]
    public async Task Network_that_drops_what_it_had_is_simply_told_again()
    {
        await using var bridge = await TestBridge.StartAsync(disguise: account => new DeduplicatingAccount(account));
        var room = await bridge.OpenChatAsync("bob");
        var deliveries = new List<DeliveryId>();
        bridge.Network.BeforeSend = message =>
        {
            deliveries.Add(message.Delivery);
            return deliveries.Count == 1 ? throw BridgeException.Transient("Lost.", Certainty.Uncertain) : Task.CompletedTask;
        };

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "again"), StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Equal(deliveries[0], deliveries[1]);
        Assert.NotEqual(deliveries[1], deliveries[2]);
    }

    [Fact]
    public async Task Fault_of_a_module_passes_without_a_second_sending()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.BeforeSend = message =>
        {
            Arrive(bridge, message);
            throw new TimeoutException();
        };

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "once"));
        await bridge.Network.Did.WaitForAsync(did => did.What == "look up");
        bridge.Network.BeforeSend = _ => Task.CompletedTask;
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
        Assert.Single(bridge.Network.Did.All, did => did is { What: "send", Text: "once" });
    }

    private static Task ArriveButFail(TestBridge bridge, OutgoingMessage message)
    {
        if (((TextContent)message.Content).Text.Text != "once")
        {
            return Task.CompletedTask;
        }

        Arrive(bridge, message);
        throw BridgeException.Transient("The answer was lost.", Certainty.Uncertain);
    }

    private static void Arrive(TestBridge bridge, OutgoingMessage message) =>
        bridge.Network.Arrived[message.Delivery] = new SentMessage([new RemoteMessageId("77")], DateTimeOffset.UnixEpoch.AddYears(55));
}
