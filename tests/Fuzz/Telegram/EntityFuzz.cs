using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Fuzz.Tests.Matrix;
using Bridges.Matrix;
using Bridges.Telegram.Tests.Text;
using Bridges.Telegram.Text;

namespace Bridges.Fuzz.Tests.Telegram;

public sealed class EntityFuzz
{
    private const int LongestMessage = 60;

    [Fact]
    public void What_people_write_on_Matrix_becomes_entities_that_come_back_as_they_were_written() =>
        Fuzzing.Texts(16_000, HtmlFuzz.Html, Check, length => 2_000_000 + (60_000L * length));

    private static string Check(string html)
    {
        var text = MatrixHtml.ToRichText(html);
        var written = Write(text);
        var read = FormattedTextReader.Read(Parse(written), RichTexts.State);
        Assert.Equal(text.Text, read.Text);
        HtmlFuzz.AssertSound(read);
        Assert.Equal(written, Write(read));
        CheckPieces(text);
        return read.Spans.Count > 0 ? "entities" : "none";
    }

    private static void CheckPieces(RichText text)
    {
        var pieces = TextSplitter.Split(text, LongestMessage);
        foreach (var piece in pieces)
        {
            Assert.InRange(piece.Text.Length, 1, LongestMessage);
            HtmlFuzz.AssertSound(piece);
        }

        Assert.Equal(Letters(text.Text), string.Concat(pieces.Select(piece => Letters(piece.Text))));
    }

    private static string Letters(string text) => string.Concat(text.Where(static character => !char.IsWhiteSpace(character)));

    private static string Write(RichText text) => FormattedTextWriter.Write(text, RichTexts.State).ToJsonString();

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
