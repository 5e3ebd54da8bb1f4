using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Tests.Beds;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Tests.Text;

public sealed class FormattedTextTests
{
    [Fact]
    public void A_name_with_an_at_sign_is_a_mention_where_the_user_is_known()
    {
        var state = TdObjects.State((7, "Frida", "frida"));
        var text = TdObjects.Parse("""
            {"text":"@Frida and @nobody","entities":[
              {"offset":0,"length":6,"type":{"@type":"textEntityTypeMention"}},
              {"offset":11,"length":7,"type":{"@type":"textEntityTypeMention"}}]}
            """);

        Assert.Equal([new TextSpan(0, 6, new TextStyle.Mention(new RemoteUserId("7")))], FormattedTextReader.Read(text, state).Spans);
    }

    [Fact]
    public void Each_of_a_persons_names_mentions_them_as_long_as_it_is_theirs()
    {
        var state = new TdState();
        state.Apply(TdObjects.Parse(TdObjects.UpdateUser(7, "Frida", ["first", "Second"])));
        Assert.Equal((7L, 7L), (state.UserByName("first")?.Id, state.UserByName("second")?.Id));

        state.Apply(TdObjects.Parse(TdObjects.UpdateUser(7, "Frida", ["second", "third"])));

        Assert.Null(state.UserByName("first"));
        Assert.Equal((7L, 7L), (state.UserByName("SECOND")?.Id, state.UserByName("third")?.Id));
    }

    [Fact]
    public void Entities_outside_the_text_and_of_unknown_kinds_do_no_harm()
    {
        var text = TdObjects.Parse("""
            {"text":"short","entities":[
              {"offset":-5,"length":3,"type":{"@type":"textEntityTypeBold"}},
              {"offset":3,"length":900,"type":{"@type":"textEntityTypeItalic"}},
              {"offset":90,"length":9,"type":{"@type":"textEntityTypeBold"}},
              {"offset":0,"length":2,"type":{"@type":"textEntityTypeOfTomorrow"}},
              {"offset":0,"length":2},7]}
            """);

        var read = FormattedTextReader.Read(text, TdObjects.State());

        Assert.Equal("short", read.Text);
        Assert.Equal([new TextSpan(0, 3, new TextStyle.Bold()), new TextSpan(3, 2, new TextStyle.Italic())], read.Spans);
    }

    [Fact]
    public void Links_without_a_scheme_get_one()
    {
        var text = TdObjects.Parse("""
            {"text":"example.org a@b.org https://c.org","entities":[
              {"offset":0,"length":11,"type":{"@type":"textEntityTypeUrl"}},
              {"offset":12,"length":7,"type":{"@type":"textEntityTypeEmailAddress"}},
              {"offset":20,"length":13,"type":{"@type":"textEntityTypeUrl"}}]}
            """);

        Assert.Equal(
            [new TextSpan(0, 11, new TextStyle.Link("http://example.org")), new TextSpan(12, 7, new TextStyle.Link("mailto:a@b.org"))],
            FormattedTextReader.Read(text, TdObjects.State()).Spans);
    }

    [Theory]
    [InlineData("https://example.org/a?b=c", true)]
    [InlineData("tg://user?id=1", true)]
    [InlineData("http://localhost/", false)]
    [InlineData("mailto:a@b.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("nonsense", false)]
    public void Only_links_that_TDLib_takes_are_written(string url, bool isWritten)
    {
        var text = new RichText("here", [new TextSpan(0, 4, new TextStyle.Link(url))]);

        var entities = FormattedTextWriter.Write(text, TdObjects.State())["entities"]!.AsArray();

        Assert.Equal(isWritten ? 1 : 0, entities.Count);
    }

    [Fact]
    public void A_stranger_is_not_mentioned()
    {
        var text = new RichText("Frida", [new TextSpan(0, 5, new TextStyle.Mention(new RemoteUserId("7")))]);

        Assert.Empty(FormattedTextWriter.Write(text, TdObjects.State())["entities"]!.AsArray());
        Assert.Single(FormattedTextWriter.Write(text, TdObjects.State((7, "Frida", null)))["entities"]!.AsArray());
        Assert.Empty(FormattedTextWriter.Write(text, TdObjects.State((7, "Frida", null)), plainly: true)["entities"]!.AsArray());
    }

    [Fact]
    public void What_is_no_text_reads_as_empty()
    {
        var parsed = TdObjects.Parse("""{"a":"\ud800","b":{"\ud800":1},"c":["\udc00"]}""");

        Assert.Equal("", parsed.Text("a"));
        Assert.Equal("", parsed.Object("b")!.Value.Text("name"));
        Assert.Equal([""], parsed.Texts("c"));
        Assert.Equal(0, parsed.Number("a"));
    }

    [Fact]
    public void Numbers_may_come_as_text()
    {
        var parsed = TdObjects.Parse("""{"a":"5368324170671202286","b":7,"c":"x","d":null}""");

        Assert.Equal([5368324170671202286, 7, 0, 0, 0], new[] { "a", "b", "c", "d", "e" }.Select(name => parsed.Number(name)));
    }
}
