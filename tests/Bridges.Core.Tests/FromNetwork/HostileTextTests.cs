using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>Whatever stands in a message from a network, what stands in the room is harmless, or it is told.</summary>
public sealed class HostileTextTests
{
    private const int EventBytes = 65_536;

    public static TheoryData<string> Kinds { get; } =
        ["script", "link", "depth", "outside", "entities", "bidi", "halves", "mentions", "names", "size"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Text_comes_clean_or_is_told_and_the_next_message_comes(string kind)
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Names[new("evil")] = "\u202E<script>alert(1)</script>\n\0";
        await bridge.OpenChatAsync("bob");
        using var strict = bridge.Homeserver.Faults.Inject(new StubFault { Status = 413, ErrorCode = "M_TOO_LARGE", Strikes = request => request.Body.Length > EventBytes });

        await bridge.ReceiveAsync("bob", "2", "", message => message with { Parts = [new("", new TextContent(Text(kind)))] });
        await bridge.ReceiveAsync("bob", "3", "after");

        await bridge.WaitForMessageAsync("after");
        var shown = bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").ToArray()[1];
        if (kind == "size")
        {
            Assert.Contains("too large for Matrix", shown.Body, StringComparison.Ordinal);
        }

        AssertClean(shown);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Quote_forward_and_placeholder_come_clean(string kind)
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        var text = Text(kind) is { Text.Length: < 10_000 } shortOne ? shortOne : RichText.Plain("short");

        await bridge.ReceiveAsync("bob", "2", "", message => message with
        {
            Parts = [new("", new UnsupportedContent(text.Text, text))],
            Forward = new ForwardOrigin { Name = text.Text },
            ReplyTo = new ReplyTarget(new("1"), text.Text),
        });
        await bridge.ReceiveAsync("bob", "3", "after");

        await bridge.WaitForMessageAsync("after");
        AssertClean(bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").ToArray()[1]);
    }

    private static RichText Text(string kind) => kind switch
    {
        "script" => RichText.Plain("<script>alert(1)</script><img src=x onerror=alert(1)>"),
        "link" => new RichText("click here", [new(0, 5, new TextStyle.Link("javascript:alert(1)")), new(6, 4, new TextStyle.Link("https://x.test/\"onmouseover=\"alert(1)"))]),
        "depth" => new RichText("deep", [.. Enumerable.Range(0, 5_000).Select(number => new TextSpan(0, 4, number % 2 == 0 ? new TextStyle.Bold() : new TextStyle.Quote()))]),
        "outside" => new RichText("text", [new(-5, 100, new TextStyle.Bold()), new(2, int.MaxValue, new TextStyle.Italic()), new(9, 3, new TextStyle.Code()), new(1, -1, new TextStyle.Underline())]),
        "entities" => RichText.Plain("&lt;script&gt; &amp;amp; &#x202E; &#0; <!-- --> ]]>"),
        "bidi" => RichText.Plain("\u202Eabc\u2066def\u2067\nnext\u2069\u202C"),
        "halves" => RichText.Plain("a\0b\ud83dc\udc00\ud83d"),
        "mentions" => new RichText(new string('x', 5_000), [.. Enumerable.Range(0, 5_000).Select(number => new TextSpan(number, 1, new TextStyle.Mention(new($"user{number}"))))]),
        "names" => new RichText("hello you", [new(6, 3, new TextStyle.Mention(new("evil"))), new(0, 5, new TextStyle.CodeBlock("\"><script>alert(1)</script>")), new(0, 5, new TextStyle.Spoiler("\"><script>\u202E"))]),
        _ => RichText.Plain(new string('x', 200_000)),
    };

    private static void AssertClean(SentEvent shown)
    {
        Clean.Text(shown.Body!);
        if (shown.Content.TryGetProperty("formatted_body", out var html))
        {
            var written = html.GetString()!;
            Clean.Text(written);
            Assert.DoesNotMatch("<(script|img|style|iframe)", written);
            Assert.DoesNotMatch("<[^>]*(javascript:|on[a-z]+=\")", written);
            Assert.InRange(System.Text.RegularExpressions.Regex.Count(written, "<blockquote"), 0, 100);
        }

        Assert.InRange(shown.Content.TryGetProperty("m.mentions", out var mentions) && mentions.TryGetProperty("user_ids", out var users) ? users.GetArrayLength() : 0, 0, 50);
    }
}
