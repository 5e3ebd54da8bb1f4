using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>A user writes in the network's own app while something that they wrote on Matrix is still on its way.</summary>
public sealed class OwnEchoTests
{
    [Fact]
    public async Task What_cannot_be_the_message_on_its_way_keeps_its_place_and_does_not_wait()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        using var sending = Held(bridge);
        bridge.Network.Recognizes = (sent, told) => Text(sent.Content) == Text(told.Parts[0].Content);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "on its way"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "on its way");

        await OwnAsync(bridge, "2000", "on the phone");
        await bridge.ReceiveAsync("bob", "2001", "behind it");

        await bridge.WaitForMessageAsync("behind it");
        Assert.Equal(["on the phone", "behind it"], bridge.Homeserver.Sent.All.Select(sent => sent.Body).Where(body => body is "on the phone" or "behind it"));
    }

    [Fact]
    public async Task What_may_be_it_is_shown_once_and_nobody_waits_for_it_long()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        using var sending = Held(bridge);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "on its way"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "on its way");

        await OwnAsync(bridge, "1001", "on its way");
        await bridge.ReceiveAsync("bob", "2001", "behind it");
        await bridge.WaitForMessageAsync("behind it");
        sending.Release();
        await bridge.WaitUntilIdleAsync();

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "on its way");
    }

    /// <summary>The network is away just when it is tried again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_may_have_got_through_before_a_try_that_did_nothing_is_shown_once(bool deduplicates)
    {
        await using var bridge = await TestBridge.StartAsync(disguise: account => deduplicates ? new DeduplicatingAccount(account) : account);
        var room = await bridge.OpenChatAsync("bob");
        var (tries, triedInVain) = (0, new TaskCompletionSource());
        Task AwayAsync()
        {
            triedInVain.TrySetResult();
            throw BridgeException.Transient("It cannot be reached.");
        }

        bridge.Network.AfterSend = _ => Interlocked.Increment(ref tries) == 1 ? throw BridgeException.Transient("Lost.", Certainty.Uncertain) : Task.CompletedTask;
        bridge.Network.BeforeSend = _ => Volatile.Read(ref tries) == 1 && !triedInVain.Task.IsCompleted ? AwayAsync() : Task.CompletedTask;
        bridge.Network.BeforeLookup = _ => triedInVain.Task.IsCompleted ? Task.CompletedTask : AwayAsync();
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "perhaps"));
        await triedInVain.Task.WaitAsync(TestBridge.Patience);

        // Such a network knows both tries by one id; ours counts them.
        await OwnAsync(bridge, deduplicates ? "1002" : "1001", "perhaps");
        await bridge.ReceiveAsync("bob", "2001", "behind it");

        await bridge.WaitForMessageAsync("behind it");
        await bridge.WaitUntilIdleAsync();
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "perhaps");
    }

    [Fact]
    public async Task A_change_on_its_way_holds_up_no_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var deleting = bridge.Network.Trouble.Hangs(ModuleCall.Delete);
        var said = StubEvents.Text(room, bridge.Alice, "helo");
        await bridge.PushAsync(said, StubEvents.Create(room, bridge.Alice, "m.room.redaction", new JsonObject { ["redacts"] = (string)said["event_id"]! }));
        await deleting.WaitAsync(TestBridge.Patience);

        await OwnAsync(bridge, "2000", "on the phone");
        await bridge.ReceiveAsync("bob", "2001", "behind it");

        await bridge.WaitForMessageAsync("behind it");
        Assert.Equal(["on the phone", "behind it"], bridge.Homeserver.Sent.All.Select(sent => sent.Body).Where(body => body is "on the phone" or "behind it"));
    }

    private static SemaphoreSlim Held(TestBridge bridge)
    {
        var held = new SemaphoreSlim(0);
        bridge.Network.AfterSend = _ => held.WaitAsync(TestBridge.Patience);
        return held;
    }

    private static ValueTask OwnAsync(TestBridge bridge, string id, string text) =>
        bridge.ReceiveAsync("bob", id, text, message => message with { Sender = new("alice"), FromSelf = true });

    private static string? Text(MessageContent content) => (content as TextContent)?.Text.Text;
}
