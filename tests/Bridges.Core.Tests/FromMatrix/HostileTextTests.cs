using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>Whatever stands in a message from Matrix, what the module gets is sound.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Html { get; } =
    [
        "<script>alert(1)</script>said",
        "<style>body{}</style><img src=x onerror=alert(1)>said",
        "<a href=\"javascript:alert(1)\">said</a><a href=\"data:text/html,x\">so</a>",
        string.Concat(Enumerable.Repeat("<b><i><blockquote>", 3_000)) + "said",
        string.Concat(Enumerable.Repeat("<ul><li>", 5_000)) + "said",
        "&lt;script&gt;said &#0; &#xD800; &#x110000; &#x202E; &amp;amp; &unknown;",
        "\u202Esaid\u2066 and\u2067",
        "said\0\ud800 half",
        string.Concat(Enumerable.Repeat("<a href=\"https://matrix.to/#/@_bridges_test_bob:hs.test\">said</a>", 3_000)),
        "<b>said<table><tr><td></b></i></p>" + new string('<', 5_000),
        "<mx-reply>hidden<mx-reply>said",
        "said" + new string('x', 60_000),
    ];

    [Theory]
    [MemberData(nameof(Html))]
    public async Task Html_reaches_the_network_as_sound_text(string html)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");
        var arrived = new TaskCompletionSource<RichText>(TaskCreationOptions.RunContinuationsAsynchronously);
        bridge.Network.BeforeSend = message =>
        {
            arrived.TrySetResult(((TextContent)message.Content).Text);
            return Task.CompletedTask;
        };

        await bridge.PushAsync(StubEvents.Create(room, bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.text",
            ["body"] = "said",
            ["format"] = "org.matrix.custom.html",
            ["formatted_body"] = html,
        }));

        var text = await arrived.Task.WaitAsync(TestBridge.Patience);
        Clean.Text(text.Text);
        Assert.DoesNotContain("alert(1)", text.Text, StringComparison.Ordinal);
        Assert.All(text.Spans, span =>
        {
            Assert.InRange(span.Start, 0, text.Text.Length);
            Assert.InRange(span.End, span.Start, text.Text.Length);
            Assert.False(span.Style is TextStyle.Link { Url: var url } && !url.StartsWith("http", StringComparison.Ordinal), "It leads to an odd scheme.");
        });
        Assert.InRange(DeepestNesting(text), 0, 200);
        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, "after"));
        await bridge.Network.Did.WaitForAsync(did => did.Text == "after");
    }

    [Theory]
    [InlineData("said\0\ud800 half")]
    [InlineData("\u202Esaid\u2066 and\u2067\nnext\u2069")]
    public async Task Plain_text_reaches_the_network_sound(string body)
    {
        await using var bridge = await TestBridge.StartAsync();
        var room = await bridge.OpenChatAsync("bob");

        await bridge.PushAsync(StubEvents.Text(room, bridge.Alice, body));

        Clean.Text((await bridge.Network.Did.WaitForAsync(did => did.What == "send")).Text!);
    }

    private static int DeepestNesting(RichText text) =>
        text.Spans.Count == 0 ? 0 : text.Spans.Max(outer => text.Spans.Count(inner => inner.Start <= outer.Start && inner.End > outer.Start));
}
