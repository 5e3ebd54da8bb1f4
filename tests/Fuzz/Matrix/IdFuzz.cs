using System.Text;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;

namespace Bridges.Fuzz.Tests.Matrix;

public sealed class IdFuzz
{
    private static readonly Words Ids = new(
        [
            "@alice:hs.test", "@_bridges_telegram_123:hs.test:8448", "!room:hs.test", "!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM", "$event", "mxc://hs.test/abc_DEF-1", "mxc://[::1]:8448/x",
            "https://example.org/a?b=c#d", "http://user:pass@host:80/", "mailto:a@b.org", "matrix:u/alice:hs.test", "https://matrix.to/#/@alice:hs.test?via=x", "tg://user?id=1", "javascript:alert(1)",
        ],
        ["@", "!", "$", "mxc://", "://", "matrix:u/", "https://matrix.to/#/", "javascript:", "data:", "vbscript:", "&#x6a;", "%3A", "%40", "xn--", "[::1]", "\u2024", "\uFF0F", "\u3002", new string('a', 300)]);

    [Fact]
    public void What_is_taken_for_an_id_or_address_is_one() => Fuzzing.Texts(30_000, Ids, Check, length => 32_000 + (1000L * length));

    internal static void AssertSound(string id, int most)
    {
        Assert.DoesNotContain(id, static character => char.IsControl(character) || char.IsWhiteSpace(character));
        Assert.Equal(id, Surrogates.Repair(id));
        Assert.InRange(Encoding.UTF8.GetByteCount(id), 2, most);
    }

    private static string Check(string text)
    {
        var kinds = "";
        if (UserId.TryParse(text, out var user))
        {
            AssertSound(user.Value, 255);
            Assert.Equal(user.Value, $"@{user.Localpart}:{user.ServerName}");
            AssertOneSegment(EscapedPath.Of($"/a/{user}"));
            Assert.Equal(new MatrixUserMention(user), LinkRules.ToUrl(user) is { Length: <= HtmlLimits.LinkLength } url ? LinkRules.StyleOf(url) : new MatrixUserMention(user));
            kinds += "user ";
        }

        if (RoomId.TryParse(text, out var room))
        {
            AssertSound(room.Value, 255);
            AssertOneSegment(EscapedPath.Of($"/a/{room}"));
            kinds += "room ";
        }

        if (EventId.TryParse(text, out var eventId))
        {
            AssertSound(eventId.Value, 255);
            AssertOneSegment(EscapedPath.Of($"/a/{eventId}"));
            kinds += "event ";
        }

        // File names and state keys go into paths and queries as they come.
        AssertOneSegment(EscapedPath.Of($"/a/{text}x"));
        Assert.Single(EscapedPath.Of($"/a").With("filename", text).Value, '=');
        return kinds + CheckLink(text);
    }

    private static string CheckLink(string text)
    {
        if (LinkRules.StyleOf(text) is not { } style)
        {
            return "no link";
        }

        var url = style is Abstractions.TextStyle.Link link ? link.Url : LinkRules.ToUrl(((MatrixUserMention)style).User);
        Assert.Matches("^(?i:https?|mailto|tg|matrix):", url);
        Assert.DoesNotContain(url, static character => char.IsControl(character) || char.IsWhiteSpace(character));
        Assert.Equal(style, LinkRules.StyleOf(url));
        return style.GetType().Name;
    }

    private static void AssertOneSegment(EscapedPath path)
    {
        Assert.Equal(2, path.Value.Count(character => character == '/'));
        Assert.DoesNotContain(path.Value, static character => character is '?' or '#' or '\\' || char.IsControl(character));
        Assert.False(path.Value is "/a/." or "/a/..");
    }
}
