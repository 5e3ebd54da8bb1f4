using Bridges.Abstractions;

namespace Bridges.Core.Tests.Text;

public sealed class SpokenLinksTests
{
    [Fact]
    public void Address_that_is_not_carried_follows_the_text_and_others_stay_links()
    {
        var text = new RichText("write to our office or see here, now", [Link(9, 10, "mailto:info@example.org"), Link(23, 8, "https://example.org"), Bold(0, 36)]);

        var spoken = text.SpeakLinks(static url => url.StartsWith("https:", StringComparison.Ordinal));

        Assert.Equal("write to our office (info@example.org) or see here, now", spoken.Text);
        Assert.Equal([Link(42, 8, "https://example.org"), Bold(0, 55)], spoken.Spans);
    }

    [Fact]
    public void Address_that_can_be_read_is_not_said_twice()
    {
        var spoken = new RichText("http://localhost:8080/", [Link(0, 22, "http://localhost:8080/")]).SpeakLinks(static _ => false);

        Assert.Equal(RichText.Plain("http://localhost:8080/"), spoken);
    }

    [Fact]
    public void What_leads_nowhere_or_does_not_fit_is_not_said()
    {
        var odd = new RichText("here", [Link(0, 4, "not a link"), Link(3, 9, "https://example.org"), Link(-1, 2, "https://example.org")]);

        Assert.Equal("here", odd.SpeakLinks().Text);
    }

    [Fact]
    public void Address_of_a_hidden_link_is_hidden()
    {
        var spoken = new RichText("it is here!", [Link(6, 4, "ftp://x.org/a"), new TextSpan(6, 4, new TextStyle.Spoiler())]).SpeakLinks(static _ => false);

        var hidden = Assert.Single(spoken.Spans);
        Assert.Equal("here (ftp://x.org/a)", spoken.Text.Substring(hidden.Start, hidden.Length));
        Assert.Equal("it is here (ftp://x.org/a)!", spoken.Text);
    }

    private static TextSpan Link(int start, int length, string url) => new(start, length, new TextStyle.Link(url));

    private static TextSpan Bold(int start, int length) => new(start, length, new TextStyle.Bold());
}
