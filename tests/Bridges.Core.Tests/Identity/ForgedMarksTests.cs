using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Core.Tests.Bed;
using Bridges.Matrix;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Identity;

/// <summary>A mark that was forged or copied makes no message disappear.</summary>
public sealed class ForgedMarksTests
{
    [Fact]
    public async Task Message_with_the_mark_of_another_chats_message_is_sent()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var carol = await bridge.OpenChatAsync("carol");
        var forwarded = StubEvents.Text(carol, bridge.Alice, "first in bob");
        forwarded["content"]!["bridges.source"] = Mark("bob", "1/");

        await bridge.PushAsync(forwarded);

        Assert.Equal("carol", (await bridge.Network.Did.WaitForAsync(did => did.Text == "first in bob")).Chat!.Value.Chat.Value);
    }

    [Fact]
    public async Task Message_that_claims_to_be_an_edit_of_ours_is_sent()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var message = StubEvents.Text(room, bridge.Alice, "hello");
        message["content"]!["bridges.source"] = Mark("bob", "1//7", isChange: true);

        await bridge.PushAsync(message);

        await bridge.Network.Did.WaitForAsync(did => did.Text == "hello");
    }

    [Fact]
    public async Task Edit_with_the_copied_mark_of_a_message_is_made()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.ReceiveAsync("bob", "2", "from my phone", message => message with { Sender = new("alice"), FromSelf = true });
        var own = await bridge.WaitForMessageAsync("from my phone");
        var edit = RoomEvents.Edit(room, bridge.Alice, own.EventId, "better");
        edit["content"]!["bridges.source"] = Mark("bob", "2/");
        edit["content"]!["m.new_content"]!["bridges.source"] = Mark("bob", "2/");

        await bridge.PushAsync(edit);

        await bridge.Network.Did.WaitForAsync(did => did is { What: "edit", Text: "better" });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"network":7,"chat":"bob","id":"1/"}""")]
    [InlineData("""{"network":"test","chat":"bob","id":null,"change":"yes"}""")]
    public async Task Message_with_a_mark_that_is_none_is_sent(string mark)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var message = StubEvents.Text(room, bridge.Alice, "hello");
        message["content"]!["bridges.source"] = JsonNode.Parse(mark);

        await bridge.PushAsync(message);

        await bridge.Network.Did.WaitForAsync(did => did.Text == "hello");
    }

    [Theory]
    [InlineData("mallory", "bob")]
    [InlineData("alice", "carol")]
    public async Task Mark_of_a_stranger_or_of_another_chat_does_not_pass_for_a_message_that_is_owed(string forger, string chat)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        bridge.Homeserver.SetMembership(bridge.Homeserver.Room(room), bridge.Homeserver.UserId(forger), "join");
        var mark = JsonSerializer.SerializeToElement(Mark(chat, "2/"));
        await bridge.Services.GetRequiredService<HomeserverClients>().Main.SendMessageAsync(
            new UserId(bridge.Homeserver.UserId(forger)), new RoomId(room), "forged",
            RoomMessageContent.Text("forged") with { Additional = new(StringComparer.Ordinal) { ["bridges.source"] = mark } }, timestamp: null, default);
        using (bridge.Homeserver.Faults.Inject(StubFault.Down with { Strikes = request => request.Path.Contains("/send/m.room.message", StringComparison.Ordinal) }))
        {
            await bridge.ReceiveAsync("bob", "2", "owed");
            await bridge.StopBridgeAsync();
        }

        // After a start the room is asked for what may have been sent.
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForMessageAsync("owed");
        Assert.Contains(bridge.Homeserver.Requests.All, request => request.Path.EndsWith("/messages", StringComparison.Ordinal));
    }

    private static JsonObject Mark(string chat, string id, bool isChange = false)
    {
        var mark = new JsonObject { ["network"] = "test", ["chat"] = chat, ["id"] = id };
        if (isChange)
        {
            mark["change"] = true;
        }

        return mark;
    }
}
