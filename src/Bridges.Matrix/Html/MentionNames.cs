using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>Turns mentions of the network's people into mentions of their Matrix users, called by their names.</summary>
internal static class MentionNames
{
    public static RichText Apply(RichText text, Func<RemoteUserId, (UserId User, string Name)?> resolve)
    {
        if (!text.Spans.Any(static span => span.Style is TextStyle.Mention))
        {
            return text;
        }

        var spans = new List<TextSpan>(text.Spans.Count);
        var edits = new List<TextEdit>();
        var mentions = 0;
        var free = 0;
        foreach (var span in text.Spans.OrderBy(static span => span.Start))
        {
            if (span.Style is not TextStyle.Mention mention)
            {
                spans.Add(span);
            }
            else if (span.Start >= free && mentions < HtmlLimits.Mentions && resolve(mention.User) is { } found)
            {
                mentions++;
                free = span.End;
                spans.Add(span with { Style = new MatrixUserMention(found.User) });
                if (Surrogates.Repair(found.Name).ReplaceLineEndings(" ") is { Length: > 0 } name)
                {
                    edits.Add(new TextEdit(span.Start, span.Length, name));
                }
            }
        }

        return TextEdit.ApplyAll(new RichText(text.Text, spans), edits);
    }
}
