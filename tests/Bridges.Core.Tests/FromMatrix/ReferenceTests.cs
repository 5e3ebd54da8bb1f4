using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>Receipts, answers and deletions that name an event which is itself no message.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task Receipt_on_an_edit_means_that_all_before_it_is_read()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.ReceiveAsync("bob", "2", "second");
        await bridge.WaitForMessageAsync("second");
        var edit = await EditAsync(bridge, "1", "first, changed");

        await bridge.PushEphemeralAsync(PassingSigns.Receipt(room, bridge.Alice, edit.EventId));

        Assert.Equal("2", (await bridge.Network.Did.WaitForAsync(did => did.What == "read")).Target);
    }

    [Fact]
    public async Task Receipt_on_a_notice_of_the_bot_means_that_all_before_it_is_read()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        await bridge.AskAsync(room, bridge.Alice, "!bridges help", "login");
        var notice = bridge.Homeserver.Sent.All.Last(sent => sent.RoomId == room && sent.Sender == bridge.Homeserver.BotUserId && sent.Type == "m.room.message");

        await bridge.PushEphemeralAsync(PassingSigns.Receipt(room, bridge.Alice, notice.EventId));

        Assert.Equal("1", (await bridge.Network.Did.WaitForAsync(did => did.What == "read")).Target);
    }

    [Fact]
    public async Task Answer_to_an_edit_is_one_to_the_message()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var edit = await EditAsync(bridge, "1", "first, changed");

        await bridge.PushAsync(StubEvents.Create(
            room, bridge.Alice, "m.room.message",
            new Dictionary<string, object> { ["msgtype"] = "m.text", ["body"] = "fine", ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = edit.EventId } } }));

        Assert.Equal("1", (await bridge.Network.Did.WaitForAsync(did => did.Text == "fine")).Target);
    }

    /// <summary>Who came later, or has lost it, reads on such networks what is sent along.</summary>
    [Fact]
    public async Task Answer_takes_the_beginning_of_what_it_answers_along_where_the_network_wants_it()
    {
        await using var cargo = await CargoBridge.StartAsync();
        await cargo.ReceiveAsync(new TextContent(RichText.Plain("shall we meet at eight?")));
        var asked = await cargo.SeesAsync(seen => seen.Body == "shall we meet at eight?");

        await AnswerAsync("yes");
        cargo.Account.Limits = new MessageLimits { ExcerptLength = 10 };
        await AnswerAsync("or no");

        Assert.Equal(["", "shall we"], cargo.Bridge.Network.Sent.Select(sent => sent.ReplyTo?.Excerpt ?? ""));

        async Task AnswerAsync(string text)
        {
            await cargo.Bridge.PushAsync(StubEvents.Create(
                cargo.Room, cargo.Bridge.Alice, "m.room.message",
                new Dictionary<string, object> { ["msgtype"] = "m.text", ["body"] = text, ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = asked.EventId } } }));
            await cargo.Bridge.Network.Did.WaitForAsync(did => did.Text == text);
        }
    }

    [Fact]
    public async Task Edit_that_is_taken_back_is_an_edit_back()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var message = bridge.Homeserver.Say(room, bridge.Alice, "as it was");
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "as it was", message));
        var edit = RoomEvents.Edit(room, bridge.Alice, message, "changed");
        await bridge.PushAsync(edit);
        await bridge.Network.Did.WaitForAsync(did => did is { What: "edit", Text: "changed" });

        await bridge.PushAsync(RoomEvents.Redaction(room, bridge.Alice, (string)edit["event_id"]!));

        await bridge.Network.Did.WaitForAsync(did => did is { What: "edit", Text: "as it was" });
        Assert.DoesNotContain(bridge.Network.Did.All, did => did.What == "delete");
    }

    [Fact]
    public async Task What_cannot_be_carried_over_is_told_and_is_no_dead_letter()
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(RoomEvents.Edit(room, bridge.Alice, "$nothing", "changed"));

        await bridge.WaitForEventAsync("the notice", sent => sent.Body?.Contains("Your edit was not made on Testnet. The edited message is not on Testnet.", StringComparison.Ordinal) == true);
        await bridge.WaitUntilIdleAsync();
        Assert.Equal(0, (await bridge.Services.GetRequiredService<Journal>().DepthAsync(default)).Dead);
    }

    private static async Task<SentEvent> EditAsync(TestBridge bridge, string message, string text)
    {
        var content = new MessagePart("", new TextContent(RichText.Plain(text)));
        await bridge.AliceAccount.Host.ReceiveAsync(
            new RemoteEdit
            {
                Chat = new(new("bob"), new AccountId("alice")), Target = new(message), Sender = new("bob"), Parts = [content], Version = 1, Timestamp = TimeProvider.System.GetUtcNow(),
            },
            default);
        return await bridge.WaitForMessageAsync($"* {text}");
    }
}
