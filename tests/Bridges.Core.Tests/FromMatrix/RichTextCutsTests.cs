using Bridges.Abstractions;
using Bridges.Core.FromMatrix.Contents;

namespace Bridges.Core.Tests.FromMatrix;

public sealed class RichTextCutsTests
{
    private static readonly string[] _pieces = ["a", "word", " ", "\n", "👍", "👩‍👩‍👧", "é", "  "];

    [Fact]
    public void Nothing_is_lost_but_blanks_and_nothing_is_halved()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var words = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => _pieces[random.Next(_pieces.Length)]));
            var longest = random.Next(2, 60);
            var start = random.Next(words.Length);
            var text = new RichText(words, [new TextSpan(start, random.Next(1, words.Length - start + 1), new TextStyle.Bold())]);

            var (first, left) = RichTextCuts.Cut(text, longest);

            Assert.True(first.Text.Length <= longest, words);
            Assert.Equal(words.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), (first.Text + left.Text).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
            Assert.All([first, left], piece =>
            {
                Assert.False(piece.Text.Length > 0 && (char.IsLowSurrogate(piece.Text[0]) || char.IsHighSurrogate(piece.Text[^1])), words);
                Assert.All(piece.Spans, span => Assert.True(span.Start >= 0 && span.Length > 0 && span.Start + span.Length <= piece.Text.Length));
            });
        }
    }

    [Fact]
    public void Mention_stays_whole()
    {
        var text = new RichText("greet Ada Lovelace now", [new TextSpan(6, 12, new TextStyle.Mention(new("ada")))]);

        var (first, left) = RichTextCuts.Cut(text, 12);

        Assert.Equal(("greet ", "Ada Lovelace now"), (first.Text, left.Text));
        Assert.Equal(new TextSpan(0, 12, new TextStyle.Mention(new("ada"))), Assert.Single(left.Spans));
    }
}
