using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.State;
using Bridges.Telegram.Tests.Beds;
using FsCheck;
using FsCheck.Fluent;

namespace Bridges.Telegram.Tests.Text;

/// <summary>Texts of all sorts, with spans that nest, overlap and leave the text.</summary>
internal static class RichTexts
{
    private static readonly Gen<string> Pieces = Gen.Elements("a", "bc ", "\n", "\n\n", "😀", "é", "👨‍👩‍👧", "    ", "x_y", "日本");

    private static readonly Gen<TextStyle> Styles = Gen.Elements<TextStyle>(
        new TextStyle.Bold(),
        new TextStyle.Italic(),
        new TextStyle.Underline(),
        new TextStyle.Strikethrough(),
        new TextStyle.Spoiler(),
        new TextStyle.Quote(),
        new TextStyle.Code(),
        new TextStyle.CodeBlock(),
        new TextStyle.CodeBlock("csharp"),
        new TextStyle.Link("https://example.org/path"),
        new TextStyle.Mention(RemoteIds.User(FakeNetwork.Friend)),
        new TextStyle.CustomEmoji("5368324170671202286"));

    /// <summary>Knows the one who is mentioned.</summary>
    public static TdState State { get; } = TdObjects.State((FakeNetwork.Friend, "Frida", null));

    public static Arbitrary<RichText> Any { get; } = (
        from pieces in Gen.ListOf(Pieces)
        let text = string.Concat(pieces)
        from spans in Gen.ListOf(Span(text.Length))
        select new RichText(text, [.. spans.Take(8)])).ToArbitrary();

    private static Gen<TextSpan> Span(int length) =>
        from start in Gen.Choose(-1, length + 1)
        from size in Gen.Choose(0, length + 2)
        from style in Styles
        select new TextSpan(start, size, style);
}
