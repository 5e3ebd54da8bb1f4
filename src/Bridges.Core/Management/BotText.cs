using System.Text;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Management;

/// <summary>What the bot says, as the content of a message.</summary>
internal static class BotText
{
    /// <summary>Words between backquotes become code; all else stands as it is.</summary>
    public static RoomMessageContent Compose(string text)
    {
        var plain = new StringBuilder();
        var spans = new List<TextSpan>();
        var pieces = text.Split('`');
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i % 2 == 1 && pieces[i].Length > 0)
            {
                spans.Add(new TextSpan(plain.Length, pieces[i].Length, new TextStyle.Code()));
            }

            plain.Append(pieces[i]);
        }

        var body = MatrixHtml.FromRichText(new RichText(plain.ToString(), spans), _ => null);
        return RoomMessageContent.Notice(body.Body) with
        {
            Format = body.FormattedBody is null ? null : RoomMessageContent.HtmlFormat,
            FormattedBody = body.FormattedBody,
        };
    }
}
