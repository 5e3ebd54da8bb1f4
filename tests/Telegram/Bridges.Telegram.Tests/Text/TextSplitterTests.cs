using Bridges.Abstractions;
using Bridges.Telegram.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Bridges.Telegram.Tests.Text;

public sealed class TextSplitterTests
{
    [Fact]
    public void A_text_is_cut_at_a_paragraph_before_a_line_before_a_word()
    {
        Assert.Equal(["one two\nthree", "four"], Texts("one two\nthree\n\nfour", 16));
        Assert.Equal(["one two", "three four"], Texts("one two\nthree four", 12));
        Assert.Equal(["one two", "three"], Texts("one two three", 10));
        Assert.Equal(["abcdefgh", "ijkl"], Texts("abcdefghijkl", 8));
    }

    [Fact]
    public void Code_keeps_its_indentation_and_its_empty_lines()
    {
        const string Code = "if (a)\n    b();\n\n    c();";
        var text = new RichText(Code, [new TextSpan(0, Code.Length, new TextStyle.CodeBlock())]);

        Assert.Equal(["if (a)", "    b();", "\n    c();"], TextSplitter.Split(text, 10).Select(piece => piece.Text));
        Assert.Equal(["if (a)\n    b();", "\n    c();"], TextSplitter.Split(text, 18).Select(piece => piece.Text));
    }

    [Fact]
    public void A_character_is_never_cut_in_two() => Assert.Equal(["abc", "😀d"], Texts("abc😀d", 4));

    [Fact]
    public void A_blank_text_has_no_pieces() => Assert.Empty(TextSplitter.Split(RichText.Plain(" \n "), 100));

    [Fact]
    public void The_first_piece_may_have_a_length_of_its_own() =>
        Assert.Equal(["one", "two three four"], TextSplitter.Split(RichText.Plain("one two three four"), 4, 20).Select(piece => piece.Text));

    [Fact]
    public void Spans_are_cut_with_the_text()
    {
        var pieces = TextSplitter.Split(new RichText("one two three", [new TextSpan(4, 9, new TextStyle.Bold())]), 10);

        Assert.Equal([new TextSpan(4, 3, new TextStyle.Bold())], pieces[0].Spans);
        Assert.Equal([new TextSpan(0, 5, new TextStyle.Bold())], pieces[1].Spans);
    }

    [Property(MaxTest = 500)]
    public Property No_piece_is_too_long_and_nothing_but_blanks_is_lost() =>
        Prop.ForAll(RichTexts.Any, Gen.Choose(2, 30).ToArbitrary(), (text, longest) =>
        {
            var pieces = TextSplitter.Split(text, longest);
            return pieces.All(piece => piece.Text.Length <= longest && !string.IsNullOrWhiteSpace(piece.Text))
                && Solid(string.Concat(pieces.Select(piece => piece.Text))) == Solid(text.Text);
        });

    private static IEnumerable<string> Texts(string text, int longest) => TextSplitter.Split(RichText.Plain(text), longest).Select(piece => piece.Text);

    private static string Solid(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
