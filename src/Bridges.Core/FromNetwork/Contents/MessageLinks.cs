using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>A network's links to messages that are bridged lead to them on Matrix.</summary>
internal sealed class MessageLinks(MessageTable messages, CoreOptions options)
{
    private const int MostLinks = 20;

    public async Task<RichText> ToMatrixAsync(RunningAccount account, RichText text, CancellationToken cancellationToken)
    {
        if (account.Account is not ILinksMessages links || !MayHold(text))
        {
            return text;
        }

        var spans = new List<TextSpan>(text.Spans.Count);
        var asked = 0;
        foreach (var span in text.Spans.Concat(Written(text)))
        {
            var target = span.Style is TextStyle.Link { Url: var url } && asked++ < MostLinks ? await FindAsync(account, links, url, cancellationToken) : null;
            if (target is not null || text.Spans.Contains(span))
            {
                spans.Add(target is null ? span : span with { Style = new TextStyle.Link(target) });
            }
        }

        return text with { Spans = spans };
    }

    /// <summary>Whether a link may be in the words of a message.</summary>
    public static bool MayHold(MessageContent content) => content switch
    {
        TextContent said => MayHold(said.Text),
        MediaContent { Caption: { } caption } => MayHold(caption),
        _ => false,
    };

    private static bool MayHold(RichText text) => text.Text.Contains("://", StringComparison.Ordinal) || text.Spans.Any(static span => span.Style is TextStyle.Link);

    private async Task<string?> FindAsync(RunningAccount account, ILinksMessages links, string url, CancellationToken cancellationToken) =>
        links.ReadLink(url) is { } address
        && await messages.ByRemoteAsync(account.Network, address.Chat, address.Message, cancellationToken) is [var message, ..]
            ? $"https://matrix.to/#/{Uri.EscapeDataString(message.RoomId)}/{Uri.EscapeDataString(message.EventId)}?via={Uri.EscapeDataString(options.ServerName)}"
            : null;

    /// <summary>Addresses that are written out, without a style of their own.</summary>
    private static IEnumerable<TextSpan> Written(RichText text)
    {
        var start = 0;
        while ((start = text.Text.IndexOf("https://", start, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var end = start;
            while (end < text.Text.Length && !char.IsWhiteSpace(text.Text[end]))
            {
                end++;
            }

            var (from, length) = (start, end - start);
            if (!text.Spans.Any(span => span.Style is TextStyle.Link or TextStyle.Code or TextStyle.CodeBlock && span.Start < from + length && from < span.End))
            {
                yield return new TextSpan(from, length, new TextStyle.Link(text.Text.Substring(from, length)));
            }

            start = end;
        }
    }
}
