using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Status;

/// <summary>A remote message that cannot be shown is told to those for whom it was.</summary>
public sealed class UnshownMessagesTests
{
    [Fact]
    public async Task Message_that_the_homeserver_refuses_is_told_in_its_room_once_and_the_next_one_comes()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        using var fault = bridge.Homeserver.Faults.Inject(new StubFault { Status = 413, ErrorCode = "M_TOO_LARGE", Strikes = Carries("huge") });

        await bridge.ReceiveAsync("bob", "2", "huge");
        await bridge.ReceiveAsync("bob", "3", "after");

        await bridge.WaitForMessageAsync("after");
        var notice = Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("cannot be shown here", StringComparison.Ordinal) == true);
        Assert.Equal((room, "⚠ A message from Name of bob on Testnet cannot be shown here. The message is too large for Matrix."), (notice.RoomId, notice.Body));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(200)]
    public async Task Answer_of_a_proxy_makes_a_message_wait(int status)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        await bridge.OpenChatAsync("bob");
        using (bridge.Homeserver.Faults.Inject(StubFault.Proxy(status) with { Strikes = Carries("patient"), Times = 20 }))
        {
            await bridge.ReceiveAsync("bob", "2", "patient");
            await bridge.ReceiveAsync("bob", "3", "after");

            await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("after"));
        }

        Assert.Equal(["first in bob", "patient", "after"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
        Assert.Empty(await bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(200)]
    public async Task Answer_of_a_proxy_makes_a_room_wait(int status)
    {
        await using var bridge = await TestBridge.StartAsync(clock: new TestClock());
        using var fault = bridge.Homeserver.Faults.Inject(StubFault.Proxy(status) with { Strikes = request => request.Parts is not ["register"], Times = 12 });

        await bridge.ReceiveAsync("bob", "1", "hello");

        await bridge.Clock.PassUntilAsync(bridge.WaitForMessageAsync("hello"));
        Assert.Single(bridge.Homeserver.Rooms);
    }

    [Fact]
    public async Task What_somebody_says_who_cannot_be_a_matrix_user_is_said_by_the_bot()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.ReceiveAsync("bob", "2", "not lost", message => message with { Sender = new(new string('x', 300)) });

        var said = await bridge.WaitForEventAsync("the message", sent => sent.Body?.EndsWith(": not lost", StringComparison.Ordinal) == true);
        Assert.Equal((room, bridge.Homeserver.BotUserId), (said.RoomId, said.Sender));
        Assert.Empty(await bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
    }

    [Fact]
    public async Task First_message_of_a_chat_that_can_have_no_room_is_told_in_the_management_room()
    {
        await using var bridge = await TestBridge.StartAsync();
        var stranger = new string('x', 300);

        await bridge.ReceiveAsync(stranger, "1", "lost");

        var notice = await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("cannot be shown here", StringComparison.Ordinal) == true);
        Assert.Contains(bridge.Alice, bridge.Homeserver.Room(notice.RoomId).AllState.Where(state => state.Type == "m.room.member").Select(state => state.StateKey));
    }

    [Fact]
    public async Task Mention_of_one_who_cannot_be_a_matrix_user_stays_text()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var text = new RichText("hello X and Bob", [new(6, 1, new TextStyle.Mention(new(new string('x', 300)))), new(12, 3, new TextStyle.Mention(new("bob")))]);

        await bridge.ReceiveAsync("bob", "2", "", message => message with { Parts = [new("", new TextContent(text))] });

        var message = await bridge.WaitForEventAsync("the message", sent => sent.Body?.StartsWith("hello X and ", StringComparison.Ordinal) == true);
        var mentioned = message.Content.GetProperty("m.mentions").GetProperty("user_ids").EnumerateArray().Select(user => user.GetString());
        Assert.Equal(["@_bridges_test_bob:hs.test"], mentioned);
    }

    [Fact]
    public async Task Member_who_cannot_be_a_matrix_user_keeps_nobody_else_out()
    {
        await using var bridge = await TestBridge.StartAsync();
        var chat = new ChatKey(new("group"));
        bridge.Network.Chats[chat] = new ChatDetails
        {
            Key = chat,
            Kind = ChatKind.Group,
            Name = "Group",
            Members = [new(new("alice"), MemberRole.Member), new(new(new string('x', 300)), MemberRole.Member), new(new("carol"), MemberRole.Member)],
            MembersAreComplete = true,
        };
        await bridge.ReceiveAsync("group", "1", "hello", message => message with { Chat = chat, Sender = new("bob") });
        var room = (await bridge.WaitForMessageAsync("hello")).RoomId;

        await bridge.AskAsync(room, bridge.Alice, "!bridges sync", "Looking at this chat anew.");

        await bridge.WaitForEventAsync("Carol's arrival", sent => sent.RoomId == room && sent.StateKey == "@_bridges_test_carol:hs.test" && sent.Content.GetProperty("membership").GetString() == "join");
    }

    private static Func<StubRequest, bool> Carries(string body) =>
        request => request.Path.Contains("/send/m.room.message", StringComparison.Ordinal) && request.Json.GetProperty("body").GetString() == body;
}
