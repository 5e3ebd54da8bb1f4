using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.People;

/// <summary>Large numbers hold up nobody.</summary>
public sealed class ManyAtOnceTests
{
    [Fact]
    public async Task The_first_message_into_a_group_of_ten_thousand_does_not_wait_for_its_members()
    {
        await using var bridge = await TestBridge.StartAsync();
        var key = new ChatKey(new("stadium"));
        bridge.Network.Chats[key] = Group(key, Enumerable.Range(1, 10_000).Select(number => $"fan{number}"));

        await bridge.AliceAccount.Host.ReceiveAsync(Message(key, "fan5000", "1", "hello all"), default);

        var shown = await bridge.WaitForMessageAsync("hello all");
        Assert.InRange(bridge.Homeserver.Room(shown.RoomId).Joined.Count(), 1, 1000);
        Assert.Equal(bridge.Homeserver.UserId("_bridges_test_fan5000"), shown.Sender);
    }

    [Fact]
    public async Task Two_hundred_and_fifty_who_come_back_at_once_hold_up_nothing()
    {
        await using var bridge = await TestBridge.StartAsync();
        var key = new ChatKey(new("channel"));
        string[] people = [.. Enumerable.Range(1, 250).Select(number => $"user{number}")];
        bridge.Network.Chats[key] = Group(key, ["boris"]);
        await bridge.AliceAccount.Host.ReceiveAsync(Message(key, "boris", "1", "split"), default);
        var room = bridge.Homeserver.Room((await bridge.WaitForMessageAsync("split")).RoomId);
        await bridge.WaitUntilIdleAsync();
        bridge.Network.Chats[key] = Group(key, [.. people, "boris"]);
        var slowly = bridge.Homeserver.Faults.Inject(StubFault.Slow(TimeSpan.FromMilliseconds(200)) with { Strikes = static request => request.Path.EndsWith("/join", StringComparison.Ordinal) });

        foreach (var person in people)
        {
            await bridge.AliceAccount.Host.ReceiveAsync(
                new RemoteMembership { Chat = key, User = new(person), Change = MembershipChange.Joined, Timestamp = TimeProvider.System.GetUtcNow() }, default);
        }

        await bridge.AliceAccount.Host.ReceiveAsync(Message(key, "boris", "2", "together again"), default);

        await bridge.WaitForMessageAsync("together again");
        Assert.InRange(room.Joined.Count(), 1, 200);
        slowly.Dispose();
        await TestBridge.WaitUntilAsync(() => Task.FromResult(people.All(person => room.Membership(bridge.Homeserver.UserId($"_bridges_test_{person}")) == "join")));
    }

    [Fact]
    public async Task What_is_told_without_waiting_keeps_its_order()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        string[] said = [.. Enumerable.Range(2, 60).Select(number => $"number {number}")];

        await Task.WhenAll(said.Select((text, index) => bridge.ReceiveAsync("bob", $"{index + 2}", text).AsTask()));

        await bridge.WaitForMessageAsync(said[^1]);
        Assert.Equal(said, bridge.Homeserver.Sent.All.Where(sent => sent.Body?.StartsWith("number ", StringComparison.Ordinal) == true).Select(sent => sent.Body));
    }

    [Fact]
    public async Task Whoever_puts_a_user_into_many_groups_makes_those_wait_and_nothing_else()
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock(), prepare: bed => bed.Options = bed.Options with { NewRoomsInTenMinutes = 2 });
        await bridge.OpenChatAsync("ann");
        await bridge.OpenChatAsync("ben");
        await bridge.ReceiveAsync("cid", "1", "the third");
        await bridge.ReceiveAsync("ann", "2", "goes on");
        await bridge.WaitForMessageAsync("goes on");
        await bridge.RequestRoomAsync("alice", new ChatKey(new("dan"), new AccountId("alice")));
        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.Rooms.Any(room => room.State("m.room.name", "")?.GetProperty("name").GetString() == "Name of dan")));
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "the third");

        bridge.Clock.Advance(TimeSpan.FromMinutes(10));

        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("the third"));
    }

    [Fact]
    public async Task A_chat_that_is_deleted_is_left_and_begins_anew_with_the_next_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteChatDeletion { Chat = new ChatKey(new("bob"), new AccountId("alice")), Timestamp = TimeProvider.System.GetUtcNow() }, default);
        await TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Homeserver.Room(room).Membership(bridge.Alice) == "leave"));
        await bridge.ReceiveAsync("bob", "2", "hello again");

        Assert.NotEqual(room, (await bridge.WaitForMessageAsync("hello again")).RoomId);
    }

    private static ChatDetails Group(ChatKey key, IEnumerable<string> others) => new()
    {
        Key = key,
        Kind = ChatKind.Group,
        Name = "Many",
        Members = [Club.Member("alice"), .. others.Select(name => Club.Member(name))],
        MembersAreComplete = true,
    };

    private static RemoteMessage Message(ChatKey key, string sender, string id, string text) => new()
    {
        Chat = key,
        Id = new(id),
        Sender = new(sender),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Parts = [new MessagePart("", new TextContent(RichText.Plain(text)))],
    };
}
