using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.FromNetwork;

public sealed class EditTests
{
    private static readonly ChatKey _chat = new(new("bob"), new AccountId("alice"));

    [Fact]
    public async Task Edit_of_an_answer_keeps_its_quote()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        await bridge.ReceiveAsync("bob", "2", "taht one", message => message with { ReplyTo = new ReplyTarget(new("1"), "first") });
        await bridge.WaitForEventAsync("the answer", sent => sent.Body?.EndsWith("taht one", StringComparison.Ordinal) == true);

        await EditAsync(bridge, "2", "that one");

        var edit = await bridge.WaitForEventAsync("the edit", sent => sent.Body?.EndsWith("that one", StringComparison.Ordinal) == true);
        Assert.Contains("<blockquote>first</blockquote>", edit.Content.GetProperty("m.new_content").GetProperty("formatted_body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_that_changes_nothing_that_is_seen_is_none()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");

        await EditAsync(bridge, "1", "first in bob");
        await bridge.ReceiveAsync("bob", "2", "after");

        await bridge.WaitForMessageAsync("after");
        Assert.DoesNotContain(bridge.Homeserver.Sent.All, sent => sent.Body == "* first in bob");
    }

    private static ValueTask EditAsync(TestBridge bridge, string message, string text) => bridge.AliceAccount.Host.ReceiveAsync(
        new RemoteEdit
        {
            Chat = _chat, Target = new(message), Sender = new("bob"), Version = 1, Timestamp = TimeProvider.System.GetUtcNow(),
            Parts = [new MessagePart("", new TextContent(RichText.Plain(text)))],
        },
        default);
}
