using System.Text.Json;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class HomeserverTroubleTests
{
    public static TheoryData<string> Troubles { get; } = ["down", "answer lost", "broken", "rate limited"];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Messages_arrive_once_and_in_order_after_trouble(string trouble)
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        using (bridge.Homeserver.Faults.Inject(Fault(trouble) with { Strikes = request => request.Path.Contains("/send/m.room.message", StringComparison.Ordinal), Times = 3 }))
        {
            for (var i = 2; i <= 6; i++)
            {
                await bridge.ReceiveAsync("bob", $"{i}", $"message {i}");
            }

            await bridge.WaitForMessageAsync("message 6");
        }

        Assert.Equal(
            ["first in bob", "message 2", "message 3", "message 4", "message 5", "message 6"],
            bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
        Assert.Empty(await bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
    }

    [Fact]
    public async Task Message_sent_before_a_crash_is_found_though_the_one_before_it_was_taken_back()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        using (bridge.Homeserver.Faults.Inject(StubFault.Down with { Strikes = request => IsOfTheBridge(request) }))
        {
            await bridge.ReceiveAsync("bob", "2", "taken back since");
            await bridge.ReceiveAsync("bob", "3", "still there");
            // What the process that died had sent without noting it; of the redacted event nothing tells any more what it was.
            var mark = JsonSerializer.SerializeToElement(new { network = "test", chat = "bob", id = "3/" });
            await bridge.Services.GetRequiredService<HomeserverClients>().Main.SendMessageAsync(
                new UserId("@_bridges_test_bob:hs.test"), new RoomId(room), "before",
                RoomMessageContent.Text("still there") with { Additional = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["bridges.source"] = mark } },
                timestamp: null, default);
            await bridge.StopBridgeAsync();
        }

        await bridge.RestartAfterStopAsync();
        await bridge.ReceiveAsync("bob", "4", "last");

        await bridge.WaitForMessageAsync("last");
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "still there");
    }

    [Fact]
    public async Task Room_is_asked_once_for_all_that_a_dead_process_may_have_sent()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        using (bridge.Homeserver.Faults.Inject(StubFault.Down with { Strikes = request => IsOfTheBridge(request) }))
        {
            for (var id = 2; id <= 20; id++)
            {
                await bridge.ReceiveAsync("bob", $"{id}", $"message {id}");
            }

            await bridge.StopBridgeAsync();
        }

        // The process that ended may have tried a second time, and asked in vain.
        var before = bridge.Homeserver.Requests.All.Count;
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForMessageAsync("message 20");
        Assert.Single(bridge.Homeserver.Requests.All.Skip(before), request => request.Path.EndsWith("/messages", StringComparison.Ordinal) && request.Query["limit"] == "500" && request.Query["dir"] == "b");
    }

    [Fact]
    public async Task Ghost_that_was_removed_is_brought_in_again()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room), "@_bridges_test_bob:hs.test", "leave");

        await bridge.ReceiveAsync("bob", "2", "back");

        Assert.Equal("@_bridges_test_bob:hs.test", (await bridge.WaitForMessageAsync("back")).Sender);
    }

    [Fact]
    public async Task Room_whose_answer_was_lost_is_found_and_not_made_twice()
    {
        await using var bridge = await TestBridge.StartAsync();
        using var lost = bridge.Homeserver.Faults.Inject(StubFault.AnswerLost with { Strikes = request => request.Path.EndsWith("/createRoom", StringComparison.Ordinal), Times = 1 });

        await bridge.ReceiveAsync("bob", "1", "hello");

        await bridge.WaitForMessageAsync("hello");
        Assert.Single(bridge.Homeserver.Rooms);
    }

    [Fact]
    public async Task Unreadable_event_is_left_out_and_the_rest_go_on()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var broken = StubEvents.Text(room, bridge.Alice, "broken");
        broken["type"] = 7;

        await bridge.PushAsync(broken, StubEvents.Text(room, bridge.Alice, "fine"));

        await bridge.Network.Did.WaitForAsync(did => did.Text == "fine");
        await bridge.WaitForEventAsync("the notice", sent => sent.RoomId == room && sent.Body?.Contains("It cannot be read: ", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Bot_that_was_removed_makes_a_new_room_for_the_next_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var old = await bridge.OpenChatAsync("bob");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(old), bridge.Homeserver.BotUserId, "leave");
        await bridge.PushAsync(StubEvents.Member(old, bridge.Alice, bridge.Homeserver.BotUserId, "leave"));

        await bridge.ReceiveAsync("bob", "2", "anew");

        Assert.NotEqual(old, (await bridge.WaitForMessageAsync("anew")).RoomId);
    }

    /// <summary>As after its admin deleted the room, or set it back to an older back-up: the bridge is told of nothing.</summary>
    [Fact]
    public async Task Room_that_the_homeserver_lost_is_made_anew_for_the_next_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var old = await bridge.OpenChatAsync("bob");
        await bridge.WaitUntilIdleAsync();
        var room = bridge.Homeserver.Room(old);
        foreach (var member in new[] { bridge.Homeserver.BotUserId, bridge.Alice, bridge.Homeserver.UserId("_bridges_test_bob") })
        {
            bridge.Homeserver.SetMembership(room, member, "leave");
        }

        await bridge.ReceiveAsync("bob", "2", "anew");

        Assert.NotEqual(old, (await bridge.WaitForMessageAsync("anew")).RoomId);
    }

    [Fact]
    public async Task Room_in_which_the_bot_is_stays_whatever_the_homeserver_refuses_there()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        using (bridge.Homeserver.Faults.Inject(StubFault.Forbidden with { Strikes = IsOfTheBridge, Times = 3 }))
        {
            await bridge.ReceiveAsync("bob", "2", "refused");
            await bridge.WaitUntilIdleAsync();
        }

        await bridge.ReceiveAsync("bob", "3", "taken");

        Assert.Equal(room, (await bridge.WaitForMessageAsync("taken")).RoomId);
    }

    private static StubFault Fault(string trouble) => trouble switch
    {
        "down" => StubFault.Down,
        "answer lost" => StubFault.AnswerLost,
        "broken" => StubFault.Broken,
        _ => StubFault.RateLimited(TimeSpan.FromMilliseconds(50)),
    };

    private static bool IsOfTheBridge(StubRequest request) =>
        request.Path.Contains("/send/m.room.message", StringComparison.Ordinal) && !request.Path.EndsWith("/before", StringComparison.Ordinal);
}
