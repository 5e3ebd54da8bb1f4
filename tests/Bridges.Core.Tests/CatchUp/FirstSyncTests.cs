using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

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
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource();
        bridge.Network.BeforeReading = _ =>
        {
            reading.TrySetResult();
            return release.Task;
        };
        await bridge.LogInAsync("alice");
        await reading.Task.WaitAsync(TestBridge.Patience);

        var live = bridge.ReceiveAsync("bob", "3", "live");
        release.SetResult();
        await live;

        await bridge.WaitForMessageAsync("live");
        Assert.Equal(
            ["old", "older than live", "live"],
            bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
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

    private static bool IsCreation(StubRequest request) => request.Path.EndsWith("/createRoom", StringComparison.Ordinal);
}
