using System.Globalization;
using System.Text;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Management;

/// <summary>
/// What the bot says. Words between backquotes become code. What is put into an interpolated text, a contact's name for
/// instance, stays one piece of one line: nobody fakes lines or commands of the bot.
/// </summary>
internal readonly record struct BotText(string Markup)
{
    private const int LongestPiece = 1000;

    /// <summary>A text of the bot's own, as it stands. What others say goes through <see cref="Of"/>.</summary>
    public static implicit operator BotText(string own) => new(own);

    /// <summary>There so that an interpolated text, where either would do, is taken for one whose pieces are kept harmless.</summary>
    public static implicit operator BotText(FormattableString text) => Of(text);

    public static BotText Of(FormattableString text) => new(string.Format(
        CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(argument => argument is BotText own ? own.Markup : Piece(argument))]));

    public static BotText Join(string separator, IEnumerable<BotText> texts) => new(string.Join(separator, texts.Select(text => text.Markup)));

    public static BotText operator +(BotText left, BotText right) => new(left.Markup + right.Markup);

    /// <summary>As the content of a message.</summary>
    public RoomMessageContent Compose()
    {
        var plain = new StringBuilder();
        var spans = new List<TextSpan>();
        var pieces = Markup.Split('`');
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i % 2 == 1 && pieces[i].Length > 0)
            {
                spans.Add(new TextSpan(plain.Length, pieces[i].Length, new TextStyle.Code()));
            }

            plain.Append(pieces[i]);
        }

        return Compose(new RichText(plain.ToString(), spans));
    }

    /// <summary>What a module answers, in its own styles.</summary>
    public static RoomMessageContent Compose(RichText text)
    {
        var body = MatrixHtml.FromRichText(text, _ => null);
        return RoomMessageContent.Notice(body.Body) with
        {
            Format = body.FormattedBody is null ? null : RoomMessageContent.HtmlFormat,
            FormattedBody = body.FormattedBody,
        };
    }

    private static string Piece(object? argument)
    {
        var piece = Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "";
        piece = piece.Length > LongestPiece ? piece[..LongestPiece] : piece;
        return ShownText.Topic(piece.ReplaceLineEndings(" ")).Replace('`', '\'').Replace('\u2028', ' ').Replace('\u2029', ' ').Trim();
    }
}
