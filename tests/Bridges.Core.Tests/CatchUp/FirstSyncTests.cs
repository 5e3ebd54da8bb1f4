using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.CatchUp;

public sealed class FirstSyncTests
{
    private const int AtOnce = 4;

    [Fact]
    public async Task Rooms_come_few_at_a_time_and_the_newest_chats_first()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var chats = Enumerable.Range(1, 20).Select(number => $"chat{number:00}").ToArray();
        bridge.Network.History.AddRange(chats.Select(chat => TestBridge.Message(chat, "1", $"in {chat}")));
        using var slow = bridge.Homeserver.Faults.Inject(StubFault.Slow(TimeSpan.FromMilliseconds(100)) with { Strikes = IsCreation });

        await bridge.LogInAsync("alice");

        await Task.WhenAll(chats.Select(chat => bridge.WaitForMessageAsync($"in {chat}")));
        var made = bridge.Homeserver.Requests.All.Where(IsCreation).Select(request => request.Json.GetProperty("name").GetString()!).ToArray();
        Assert.Equal(chats.Length, made.Length);
        Assert.All(made, (name, place) => Assert.InRange(Array.IndexOf(chats, name["Name of ".Length..]), place - AtOnce, place + AtOnce));
    }

    [Fact]
    public async Task Live_message_stands_behind_the_history_of_its_chat()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        bridge.Network.History.AddRange([TestBridge.Message("bob", "1", "old"), TestBridge.Message("bob", "2", "older than live")]);
        var release = new TaskCompletionSource();
        var reading = HoldReading(bridge, release.Task);
        await bridge.LogInAsync("alice");
        await reading;

        var live = bridge.ReceiveAsync("bob", "3", "live");
        release.SetResult();
        await live;

        await bridge.WaitForMessageAsync("live");
        Assert.Equal(["old", "older than live", "live"], Said(bridge));
    }

    [Fact]
    public async Task Live_message_stands_behind_the_history_of_a_chat_whose_room_is_asked_for()
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.History.AddRange([TestBridge.Message("bob", "1", "old"), TestBridge.Message("bob", "2", "older than live")]);
        var release = new TaskCompletionSource();
        var reading = HoldReading(bridge, release.Task);
        var account = bridge.Services.GetRequiredService<AccountRegistry>().Find(bridge.Network.Id, new AccountId("alice"))!;
        var asking = bridge.Services.GetRequiredService<FirstSync>().BeginAsync(account, TestBridge.Message("bob", "1", "old").Chat, messages: null, default);
        await reading;

        var live = TestBridge.Message("bob", "3", "live");
        await bridge.AliceAccount.Host.ReceiveAsync(live, default);
        bridge.Network.History.Add(live);
        release.SetResult();
        await asking;

        await bridge.WaitForMessageAsync("live");
        Assert.Equal(["old", "older than live", "live"], Said(bridge));
    }

    [Fact]
    public async Task History_that_is_interrupted_goes_on_where_it_was()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var two = TestBridge.Message("bob", "2", "two");
        var applause = new RemoteReactions { Chat = two.Chat, Timestamp = two.Timestamp, Target = two.Id, Sender = two.Sender, Reactions = [new Reaction("👏")] };
        bridge.Network.History.AddRange([TestBridge.Message("bob", "1", "one"), two with { ReplyTo = new ReplyTarget(new("1")), Responses = [applause] }, TestBridge.Message("bob", "3", "three")]);
        using var broken = bridge.Homeserver.Faults.Inject(StubFault.Forbidden with
        {
            Status = 429, ErrorCode = "M_LIMIT_EXCEEDED", Times = 2, Strikes = request => request.Parts is ["rooms", _, "send", "m.room.message", _] && request.Json.GetProperty("body").GetString() == "two",
        });

        await bridge.LogInAsync("alice");

        await bridge.WaitForMessageAsync("three");
        Assert.Equal(["one", "two", "three"], Said(bridge));
        var answer = Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "two");
        Assert.Equal(bridge.Homeserver.Sent.All.Single(sent => sent.Body == "one").EventId, answer.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
        var reaction = await bridge.WaitForEventAsync("the reaction", sent => sent.Type == "m.reaction");
        Assert.Equal(answer.EventId, reaction.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Host_that_ends_in_the_midst_goes_on_at_its_next_start()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        bridge.Network.History.AddRange([TestBridge.Message("bob", "1", "in bob"), TestBridge.Message("carol", "1", "in carol")]);
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bridge.Network.BeforeReading = chat =>
        {
            reading.TrySetResult();
            return chat.Chat.Value == "carol" ? Task.Delay(Timeout.Infinite) : Task.CompletedTask;
        };
        await bridge.LogInAsync("alice");
        await bridge.WaitForMessageAsync("in bob");

        await bridge.StopBridgeAsync();
        bridge.Network.BeforeReading = _ => Task.CompletedTask;
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForMessageAsync("in carol");
        Assert.Equal(2, bridge.Homeserver.Rooms.Count);
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body == "in bob");
    }

    [Fact]
    public async Task User_is_told_how_far_it_is()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        bridge.Network.History.AddRange([TestBridge.Message("bob", "1", "in bob"), TestBridge.Message("carol", "1", "in carol")]);
        var mayGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bridge.Network.BeforeDescribing = chat => chat.Chat.Value == "carol" ? mayGo.Task : Task.CompletedTask;
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");

        await bridge.AskAsync(room, bridge.Alice, "sesame", "Your 2 most recent chats appear now");

        await bridge.WaitForEventAsync("how far it is", sent => sent.Body?.Contains("1 of your 2 most recent chats are here") == true);
        mayGo.SetResult();
        await bridge.WaitForEventAsync("that it is done", sent => sent.Body?.Contains("All your 2 most recent chats are here") == true);
    }

    [Fact]
    public async Task Room_begins_without_its_history_where_the_module_fails_or_hangs()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        bridge.Network.History.AddRange([TestBridge.Message("bob", "1", "old"), TestBridge.Message("dora", "1", "old")]);
        var account = bridge.Services.GetRequiredService<AccountRegistry>().Find(bridge.Network.Id, new AccountId("alice"))!;
        var sync = bridge.Services.GetRequiredService<FirstSync>();

        bridge.Network.Trouble.Throws(ModuleCall.ReadHistory, () => new InvalidOperationException("a fault"));
        await sync.BeginAsync(account, TestBridge.Message("bob", "1", "old").Chat, messages: null, default);
        await bridge.ReceiveAsync("bob", "2", "live for bob");
        await bridge.WaitForMessageAsync("live for bob");

        var hangs = bridge.Network.Trouble.Hangs(ModuleCall.ReadHistory);
        await sync.BeginAsync(account, TestBridge.Message("dora", "1", "old").Chat, messages: null, default);
        await hangs;
        bridge.Clock.Advance(ModulePatience.Beginning);
        await bridge.ReceiveAsync("dora", "2", "live for dora");
        await bridge.WaitForMessageAsync("live for dora");

        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "old");
    }

    /// <returns>Completes once history is being read.</returns>
    private static Task HoldReading(TestBridge bridge, Task until)
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bridge.Network.BeforeReading = _ =>
        {
            reading.TrySetResult();
            return until;
        };
        return reading.Task.WaitAsync(TestBridge.Patience);
    }

    private static IEnumerable<string?> Said(TestBridge bridge) => bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body);

    private static bool IsCreation(StubRequest request) => request.Path.EndsWith("/createRoom", StringComparison.Ordinal);
}
