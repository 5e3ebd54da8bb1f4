using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork;

/// <summary>Says on Matrix what a remote message says.</summary>
internal sealed class MessageComposer(GhostRegistry ghosts, GhostIds ids, AccountRegistry accounts)
{
    private static readonly JsonElement _true = JsonElement.Parse("true");

    public async Task<RoomMessageContent> ComposeAsync(RunningAccount account, RemoteMessage message, MessagePart part, CancellationToken cancellationToken)
    {
        var content = await ComposeAsync(account, part.Content, message.Forward, message.ReplyTo?.Quote, cancellationToken);
        return message.IsSilent ? content with { Additional = new(StringComparer.Ordinal) { ["bridges.silent"] = _true } } : content;
    }

    public async Task<RoomMessageContent> ComposeAsync(
        RunningAccount account, MessageContent content, ForwardOrigin? forward, string? quote, CancellationToken cancellationToken)
    {
        var (text, messageType) = content switch
        {
            TextContent { Manner: TextManner.Notice } notice => (notice.Text, MessageTypes.Notice),
            TextContent { Manner: TextManner.Emote } emote => (emote.Text, MessageTypes.Emote),
            TextContent said => (said.Text, MessageTypes.Text),
            UnsupportedContent unsupported => (Placeholder(account, unsupported), MessageTypes.Notice),
            _ => (RichText.Plain("(a message of an unknown kind)"), MessageTypes.Notice),
        };
        if (quote is not null)
        {
            text = RichTexts.Concat(RichTexts.Styled(quote, new TextStyle.Quote()), RichText.Plain("\n"), text);
        }

        if (forward is not null)
        {
            text = RichTexts.Concat(
                RichTexts.Styled(forward.Name is { } name ? $"↷ Forwarded from {name}" : "↷ Forwarded", new TextStyle.Italic()), RichText.Plain("\n"), text);
        }

        var people = await MentionedAsync(account, text, cancellationToken);
        var body = MatrixHtml.FromRichText(text, user => people.TryGetValue(user, out var who) ? who : null);
        return new RoomMessageContent
        {
            MsgType = messageType,
            Body = body.Body,
            Format = body.FormattedBody is null ? null : RoomMessageContent.HtmlFormat,
            FormattedBody = body.FormattedBody,
            Mentions = new MessageMentions { UserIds = body.Mentioned },
        };
    }

    private static RichText Placeholder(RunningAccount account, UnsupportedContent content)
    {
        var placeholder = RichTexts.Styled(
            $"({content.Description}: open {account.NetworkName} to see it)", new TextStyle.Italic());
        return content.Caption is { Text.Length: > 0 } caption
            ? RichTexts.Concat(placeholder, RichText.Plain("\n"), caption)
            : placeholder;
    }

    private async Task<Dictionary<RemoteUserId, (UserId, string)>> MentionedAsync(RunningAccount account, RichText text, CancellationToken cancellationToken)
    {
        var people = new Dictionary<RemoteUserId, (UserId, string)>();
        foreach (var user in text.Spans.Select(span => span.Style).OfType<TextStyle.Mention>().Select(mention => mention.User).Distinct().Take(50))
        {
            // Whoever is logged in here is mentioned as themself, so that it rings.
            var self = accounts.All.FirstOrDefault(other => other.Network == account.Network && other.Account.Self == user);
            if (self is not null)
            {
                people[user] = (self.Owner, self.Name);
            }
            else if (ids.TryToMatrix(account.Network, user, out var ghost))
            {
                people[user] = (ghost, (await ghosts.FindAsync(account.Network, user, cancellationToken))?.Name ?? user.Value);
            }
        }

        return people;
    }
}
