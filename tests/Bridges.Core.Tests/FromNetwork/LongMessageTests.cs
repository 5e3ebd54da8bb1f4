using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>A message from Matrix that is several on the network: its pieces have fates of their own there.</summary>
public sealed class LongMessageTests
{
    private static readonly ChatKey Chat = new(new("bob"), new AccountId("alice"));

    [Fact]
    public async Task It_is_taken_back_when_its_last_piece_is()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, said) = await SayAsync(bridge);

        await DeleteAsync(bridge, "1002");
        await bridge.ReceiveAsync("bob", "2", "one piece is gone");
        await bridge.WaitForMessageAsync("one piece is gone");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction");

        await DeleteAsync(bridge, "1001");
        var redaction = await bridge.WaitForEventAsync("the redaction", sent => sent.Type == "m.room.redaction");
        Assert.Equal((room, said), (redaction.RoomId, redaction.Redacts));
    }

    [Fact]
    public async Task Edit_of_one_piece_does_not_replace_the_whole()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (_, said) = await SayAsync(bridge);

        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteEdit
            {
                Chat = Chat,
                Target = new("1002"),
                Sender = new("alice"),
                FromSelf = true,
                Timestamp = TimeProvider.System.GetUtcNow(),
                Version = 9,
                Parts = [new MessagePart("", new TextContent(RichText.Plain("the end, mended")))],
            },
            default);

        var shown = await bridge.WaitForMessageAsync("the end, mended");
        Assert.False(shown.Content.TryGetProperty("m.new_content", out _));
        Assert.Equal(said, shown.Content.GetProperty("m.relates_to").GetProperty("m.in_reply_to").GetProperty("event_id").GetString());
    }

    [Fact]
    public async Task Edit_on_Matrix_leaves_out_the_pieces_that_are_gone()
    {
        await using var bridge = await TestBridge.StartAsync();
        var (room, said) = await SayAsync(bridge);
        await DeleteAsync(bridge, "1001");
        await bridge.ReceiveAsync("bob", "2", "the first piece is gone");
        await bridge.WaitForMessageAsync("the first piece is gone");

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.text",
            ["body"] = "* shorter",
            ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = "shorter" },
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = said },
        }));

        Assert.Equal("1002", (await bridge.Network.Did.WaitForAsync(did => did.What == "edit")).Target);
    }

    /// <summary>Alice says something that becomes the messages 1001 and 1002.</summary>
    private static async Task<(string Room, string EventId)> SayAsync(TestBridge bridge)
    {
        var room = await bridge.OpenChatAsync("bob");
        bridge.Network.Pieces = 2;
        var said = StubEvents.Text(room, bridge.Alice, "long");
        await bridge.PushAsync(said);
        await bridge.Network.Did.WaitForAsync(did => did.Text == "long");
        return (room, (string)said["event_id"]!);
    }

    private static ValueTask DeleteAsync(TestBridge bridge, string message) => bridge.AliceAccount.Host.ReceiveAsync(
        new RemoteDeletion { Chat = Chat, Target = new(message), Timestamp = TimeProvider.System.GetUtcNow() }, default);
}
