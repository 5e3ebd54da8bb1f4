using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class CaptionTests
{
    [Fact]
    public async Task Rest_of_a_caption_that_is_too_long_follows_and_the_event_is_both()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { CaptionLength = 20 };

        var picture = await SendAsync(cargo, "a picture of the whole family at the sea", "a picture <b>of the whole family</b> at the sea");

        var sent = await TwoAsync(cargo);
        var caption = ((ImageContent)sent[0].Content).Caption!;
        var rest = ((TextContent)sent[1].Content).Text;
        Assert.Equal(("a picture of the", "whole family at the sea"), (caption.Text, rest.Text));
        Assert.Equal(new TextSpan(10, 6, new TextStyle.Bold()), Assert.Single(caption.Spans));
        Assert.Equal(new TextSpan(0, 12, new TextStyle.Bold()), Assert.Single(rest.Spans));
        Assert.Equal("1001", sent[1].ReplyTo!.Message.Value);
        await cargo.SeesAsync(seen => seen.Body?.Contains("the rest follows as a text", StringComparison.Ordinal) == true);

        await cargo.Bridge.PushAsync(RoomEvents.Redaction(cargo.Room, cargo.Bridge.Alice, picture));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "delete");
        Assert.Equal(["1001", "1002"], cargo.Bridge.Network.Deleted.Last().Targets.Select(target => target.Value));
    }

    [Fact]
    public async Task Caption_that_may_not_go_with_the_file_follows_whole()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { Media = new Dictionary<MediaKind, MediaRules> { [MediaKind.Image] = new() { TakesCaption = false } } };

        await SendAsync(cargo, "short", "short");

        var sent = await TwoAsync(cargo);
        Assert.Null(((ImageContent)sent[0].Content).Caption);
        Assert.Equal("short", ((TextContent)sent[1].Content).Text.Text);
    }

    [Fact]
    public async Task Where_only_the_rest_fails_for_now_the_file_is_not_sent_again()
    {
        await using var cargo = await CargoBridge.StartAsync();
        cargo.Account.Limits = new MessageLimits { CaptionLength = 5 };
        var failures = 0;
        cargo.Bridge.Network.BeforeSend = message => message.Content is TextContent && failures++ == 0 ? throw BridgeException.Transient("Not now.") : Task.CompletedTask;

        await SendAsync(cargo, "much too long", "much too long");

        await cargo.Bridge.WaitForEventAsync("the word to her", seen => seen.Body?.Contains("the rest follows", StringComparison.Ordinal) == true);
        // By this network a repeat is known again by its name.
        Assert.Equal(2, cargo.Bridge.Network.Sent.Select(sent => sent.Delivery).Distinct().Count());
    }

    private static async Task<OutgoingMessage[]> TwoAsync(CargoBridge cargo)
    {
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Network.Sent.Count == 2));
        return [.. cargo.Bridge.Network.Sent];
    }

    private static async Task<string> SendAsync(CargoBridge cargo, string caption, string html)
    {
        var picture = StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.image",
            ["body"] = caption,
            ["filename"] = "sea.png",
            ["format"] = "org.matrix.custom.html",
            ["formatted_body"] = html,
            ["url"] = cargo.Bridge.Homeserver.Media.Add("image/png 30x20"u8.ToArray(), "image/png"),
        });
        await cargo.Bridge.PushAsync(picture);
        return picture["event_id"]!.GetValue<string>();
    }
}
