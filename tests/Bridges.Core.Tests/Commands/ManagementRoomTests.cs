using Bridges.Core.Management;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Commands;

public sealed class ManagementRoomTests
{
    [Fact]
    public async Task Invitation_of_a_user_is_accepted_with_a_greeting()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.Homeserver.AddRoom(bridge.Alice);
        bridge.Homeserver.SetMembership(room, bridge.Homeserver.BotUserId, "invite");

        await bridge.PushAsync(StubEvents.Member(room.Id, bridge.Alice, bridge.Homeserver.BotUserId, "invite"));

        await bridge.WaitForEventAsync("the greeting", sent => sent.RoomId == room.Id && sent.Body?.Contains("Say login to begin", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Encrypted_message_is_answered_in_words()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.TalkRoom(bridge.Alice);

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.encrypted", new { algorithm = "m.megolm.v1.aes-sha2" }));

        await bridge.WaitForEventAsync("the answer", sent => sent.RoomId == room && sent.Body?.Contains("I cannot read encrypted", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Several_who_have_something_to_say_to_a_user_at_once_open_one_room()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var rooms = bridge.Services.GetRequiredService<ManagementRooms>();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(number => rooms.TellAsync(new UserId(bridge.Alice), $"word {number}", default)));

        var said = bridge.Homeserver.Sent.All.Where(sent => sent.Body?.StartsWith("word ", StringComparison.Ordinal) == true).ToArray();
        Assert.Equal((5, 1), (said.Length, said.Select(sent => sent.RoomId).Distinct().Count()));
    }

    [Fact]
    public async Task Secret_is_taken_out_of_the_room()
    {
        await using var bridge = await TestBridge.StartAsync(loggedIn: false);
        var room = bridge.TalkRoom(bridge.Alice);
        await bridge.AskAsync(room, bridge.Alice, "login", "Who are you?");
        await bridge.AskAsync(room, bridge.Alice, "alice", "What is the word?");
        var secret = StubEvents.Text(room, bridge.Alice, "sesame");

        await bridge.PushAsync(secret);

        await bridge.WaitForEventAsync("the redaction", sent => sent.Type == "m.room.redaction" && sent.Redacts == (string)secret["event_id"]!);
    }

    [Theory]
    [InlineData("dance", "I do not know that")]
    [InlineData("cancel", "There is nothing to cancel")]
    [InlineData("retry", "There is nothing to try again")]
    [InlineData("start-chat", "Whom do you want to write to?")]
    [InlineData("start-chat @nobody", "I found nobody")]
    [InlineData("search bob", "start-chat bob")]
    [InlineData("login elsewhere", "How do you want to log in")]
    [InlineData("status $unknown", "I know nothing of that message")]
    [InlineData("help", "I bridge Testnet")]
    public async Task Bot_answers(string text, string answer)
    {
        await using var bridge = await TestBridge.StartAsync();

        await bridge.AskAsync(bridge.TalkRoom(bridge.Alice), bridge.Alice, text, answer);
    }
}
