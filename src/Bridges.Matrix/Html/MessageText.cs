using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>What a message says, whichever of its two bodies says it.</summary>
public static class MessageText
{
    /// <summary>The formatted body where there is one that can be read, else the plain body; a reply's quoted fallback left out.</summary>
    public static RichText Of(RoomMessageContent message)
    {
        if (message is { Format: RoomMessageContent.HtmlFormat, FormattedBody: { Length: > 0 } html }
            && MatrixHtml.ToRichText(html) is { Text.Length: > 0 } formatted)
        {
            return formatted;
        }

        var body = message.RepliesTo is null ? message.Body : WithoutReplyFallback(message.Body);
        return BidiBalance.Apply(RichText.Plain(Surrogates.Repair(body.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal))));
    }

    /// <summary>What was typed, character by character, a reply's quoted fallback left out: for commands and passwords, in which no markup counts.</summary>
    public static string Typed(RoomMessageContent message) => WithoutReplyFallback(message.Body);

    // Until v1.13 of the specification, the body of a reply began with the lines it answers: "> <@user:server> …".
    private static string WithoutReplyFallback(string body)
    {
        if (!body.StartsWith("> <@", StringComparison.Ordinal) && !body.StartsWith("> * <@", StringComparison.Ordinal))
        {
            return body;
        }

        var position = 0;
        while (position < body.Length && body[position] == '>')
        {
            var end = body.IndexOf('\n', position);
            position = end < 0 ? body.Length : end + 1;
        }

        return position < body.Length && body[position] == '\n' ? body[(position + 1)..] : body[position..];
    }
}
