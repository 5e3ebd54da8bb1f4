using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.ModuleFaults;

/// <summary>A call that hangs or throws concerns its chat alone, and is made again.</summary>
public sealed class ChatFaultTests
{
    /// <summary>What is called for something that a user does in a room.</summary>
    public static TheoryData<ModuleCall> CallsForUsers { get; } = [ModuleCall.Send, ModuleCall.Edit, ModuleCall.Delete];

    /// <summary>What is called for a message that comes from the network.</summary>
    public static TheoryData<ModuleCall> CallsForNewRooms { get; } = [ModuleCall.GetChat, ModuleCall.GetUser];

    public static TheoryData<ModuleCall> ShortCalls { get; } = [ModuleCall.MarkRead, ModuleCall.SendTyping];

    [Theory]
    [MemberData(nameof(CallsForUsers))]
    public async Task Call_that_hangs_is_told_and_made_again_while_other_chats_go_on(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var (bob, carol) = (await bridge.OpenChatAsync("bob"), await bridge.OpenChatAsync("carol"));
        var before = await SendAsync(bridge, bob, "before");
        var hanging = bridge.Network.Trouble.Blocks(at, "bob");

        await bridge.PushAsync(Doing(at, bob, bridge.Alice, before));
        await hanging;

        await SendAsync(bridge, carol, "meanwhile");
        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, "list-logins", "connected");
        await bridge.Clock.PassUntilAsync(bridge.WaitForEventAsync(
            "the notice", sent => sent.RoomId == bob && sent.Body?.Contains("has not reached Testnet yet: Testnet does not answer.", StringComparison.Ordinal) == true));
        bridge.Network.Trouble.Ends();
        await bridge.PushAsync(StubEvents.Text(bob, bridge.Alice, "after"));
        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "after"));
        Assert.True(bridge.Network.Did.All.Count(did => did.Chat?.Chat.Value == "bob" && did.What == What(at) && did.Text is "doing" or null) >= 2);
    }

    [Theory]
    [MemberData(nameof(CallsForUsers))]
    public async Task Call_that_throws_anything_is_told_and_the_chat_goes_on(ModuleCall at)
    {
        foreach (var what in new Func<Exception>[] { () => new OperationCanceledException(), () => new InvalidOperationException("a fault") })
        {
            await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
            var (bob, carol) = (await bridge.OpenChatAsync("bob"), await bridge.OpenChatAsync("carol"));
            var before = await SendAsync(bridge, bob, "before");
            bridge.Network.Trouble.Throws(at, what, "bob");

            await bridge.PushAsync(Doing(at, bob, bridge.Alice, before));

            await SendAsync(bridge, carol, "meanwhile");
            await bridge.Clock.PassUntilAsync(bridge.WaitForEventAsync(
                "the notice", sent => sent.RoomId == bob && sent.Body?.Contains($"{ToldOf(at)} Something went wrong", StringComparison.Ordinal) == true));
            bridge.Network.Trouble.Ends();
            await SendAsync(bridge, bob, "after");
        }
    }

    [Theory]
    [MemberData(nameof(CallsForNewRooms))]
    public async Task Message_whose_room_cannot_be_made_waits_and_then_comes(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var hanging = bridge.Network.Trouble.Blocks(at, "bob");

        await bridge.ReceiveAsync("bob", "1", "hello");
        await hanging;

        await bridge.OpenChatAsync("carol");
        bridge.Network.Trouble.Ends();
        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("hello"));
    }

    [Theory]
    [MemberData(nameof(CallsForNewRooms))]
    public async Task Message_whose_room_meets_a_fault_comes_when_it_is_over(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        bridge.Network.Trouble.Throws(at, () => new OperationCanceledException(), "bob");

        await bridge.ReceiveAsync("bob", "1", "hello");

        await bridge.OpenChatAsync("carol");
        bridge.Network.Trouble.Ends();
        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("hello"));
    }

    /// <summary>What hangs with somebody's picture in hand must not keep them from ever being shown.</summary>
    [Fact]
    public async Task Picture_that_hangs_does_not_silence_its_owner_for_good()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        bridge.Network.Avatars[new("bob")] = new AvatarReference("1", "token");
        var hanging = bridge.Network.Trouble.Blocks(ModuleCall.FetchAvatar);

        await bridge.ReceiveAsync("bob", "1", "hello");
        await hanging;

        bridge.Network.Trouble.Ends();
        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("hello"));
    }

    /// <summary>Rooms of a whole account are made few at a time: those that hang must not take all the turns.</summary>
    [Fact]
    public async Task Rooms_that_hang_do_not_keep_another_networks_rooms_from_being_made()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock(), prepare: bridge => bridge.HasOther = true);
        bridge.Network.History.AddRange(Enumerable.Range(1, 6).Select(number => TestBridge.Message($"chat{number}", "1", $"in {number}")));
        var hanging = bridge.Network.Trouble.Hangs(ModuleCall.GetChat, calls: 4);
        await bridge.LogInAsync("alice");
        await hanging;
        bridge.Other.History.Add(TestBridge.Message("carol", "1", "in carol"));

        await bridge.LogInAsync("alice", network: bridge.Other);

        await bridge.WaitForMessageAsync("in carol");
    }

    [Fact]
    public async Task History_that_hangs_holds_live_messages_back_for_a_moment_only()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock(), prepare: bridge => bridge.HasOther = true);
        await bridge.LogInAsync("alice", network: bridge.Other);
        await bridge.OpenChatAsync("bob");
        var hanging = bridge.Network.Trouble.Hangs(ModuleCall.ReadHistory);
        bridge.AliceAccount.Host.ReportState(AccountState.Connecting);
        bridge.AliceAccount.Host.ReportState(AccountState.Connected);
        await hanging;

        var live = bridge.ReceiveAsync("bob", "2", "live").AsTask();
        await bridge.ReceiveOnOtherAsync("carol", "1", "meanwhile");
        await bridge.WaitForMessageAsync("meanwhile");
        await bridge.Clock.PassUntilAsync(live);
        await bridge.WaitForMessageAsync("live");
    }

    [Theory]
    [InlineData(ModuleCall.ListChats)]
    [InlineData(ModuleCall.ReadHistory)]
    public async Task History_that_fails_in_any_way_is_read_later(ModuleCall at)
    {
        foreach (var what in new Func<Exception>[] { () => new OperationCanceledException(), () => new InvalidOperationException("a fault") })
        {
            await using var bridge = await TestBridge.StartAsync(loggedIn: false, clock: new TestClock());
            bridge.Network.History.Add(TestBridge.Message("bob", "1", "from history"));
            bridge.Network.Trouble.Throws(at, what);
            await bridge.LogInAsync("alice");

            await bridge.Clock.PassUntilAsync(bridge.ReceiveAsync("carol", "1", "live").AsTask());
            bridge.Network.Trouble.Ends();

            await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("from history"));
        }
    }

    [Theory]
    [MemberData(nameof(ShortCalls))]
    public async Task Receipt_or_sign_of_typing_that_blocks_holds_neither_the_homeserver_nor_another_chat(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var (bob, carol) = (await bridge.OpenChatAsync("bob"), await bridge.OpenChatAsync("carol"));
        var first = await bridge.WaitForMessageAsync("first in bob");
        var blocking = bridge.Network.Trouble.Blocks(at, "bob");

        await Task.Run(() => bridge.PushEphemeralAsync(
            at == ModuleCall.MarkRead ? PassingSigns.Receipt(bob, bridge.Alice, first.EventId) : PassingSigns.Typing(bob, bridge.Alice))).WaitAsync(TestBridge.Patience);
        await blocking;

        await SendAsync(bridge, carol, "meanwhile");
        bridge.Network.Trouble.Ends();
        await bridge.PushAsync(StubEvents.Text(bob, bridge.Alice, "after"));
        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "after"));
    }

    [Theory]
    [MemberData(nameof(ShortCalls))]
    public async Task Receipt_or_sign_of_typing_that_throws_anything_disturbs_nothing(ModuleCall at)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        var bob = await bridge.OpenChatAsync("bob");
        var first = await bridge.WaitForMessageAsync("first in bob");
        bridge.Network.Trouble.Throws(at, () => new InvalidOperationException("a fault"));

        await bridge.PushEphemeralAsync(at == ModuleCall.MarkRead ? PassingSigns.Receipt(bob, bridge.Alice, first.EventId) : PassingSigns.Typing(bob, bridge.Alice));
        await bridge.PushAsync(StubEvents.Text(bob, bridge.Alice, "after"));

        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.Text == "after"));
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains('⚠') == true);
    }

    private static string ToldOf(ModuleCall at) => at switch
    {
        ModuleCall.Edit => "Your edit was not made on Testnet.",
        ModuleCall.Delete => "Your message was not deleted on Testnet.",
        ModuleCall.Send => "It is not known whether your message reached Testnet.",
        _ => "Your message was not sent to Testnet.",
    };

    private static async Task<string> SendAsync(TestBridge bridge, string room, string text)
    {
        var message = StubEvents.Text(room, bridge.Alice, text);
        await bridge.PushAsync(message);
        await bridge.Network.Did.WaitForAsync(did => did.Text == text);
        return (string)message["event_id"]!;
    }

    private static System.Text.Json.Nodes.JsonObject Doing(ModuleCall call, string room, string sender, string target) => call switch
    {
        ModuleCall.Edit => RoomEvents.Edit(room, sender, target, "doing"),
        ModuleCall.Delete => RoomEvents.Redaction(room, sender, target),
        _ => StubEvents.Text(room, sender, "doing"),
    };

    private static string What(ModuleCall call) => call switch
    {
        ModuleCall.Edit => "edit",
        ModuleCall.Delete => "delete",
        _ => "send",
    };
}
