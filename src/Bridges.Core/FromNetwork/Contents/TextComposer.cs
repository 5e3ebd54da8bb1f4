using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Matrix;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>Says a network's text in Matrix's terms: its people are Matrix users, its custom emoji are pictures.</summary>
internal sealed class TextComposer(GhostRegistry ghosts, GhostIds ids, AccountRegistry accounts, EmojiPictures emoji, MessageLinks links)
{
    private const int MostPeople = 50;

    /// <param name="content">What gets the text as its body.</param>
    /// <param name="text">What is said.</param>
    /// <param name="fallback">The body where there is nothing to say.</param>
    public async Task<RoomMessageContent> PutAsync(
        Composition part, RoomMessageContent content, RichText text, string fallback, CancellationToken cancellationToken)
    {
        var pictured = await emoji.ShowAsync(part, await links.ToMatrixAsync(part.Account, text, cancellationToken), cancellationToken);
        var people = await MentionedAsync(part.Account, pictured, cancellationToken);
        var body = MatrixHtml.FromRichText(pictured, user => people.TryGetValue(user, out var who) ? who : null);
        return content with
        {
            Body = body.Body.Length > 0 ? body.Body : fallback,
            Format = body.FormattedBody is null ? null : RoomMessageContent.HtmlFormat,
            FormattedBody = body.FormattedBody,
            Mentions = new MessageMentions
            {
                UserIds = body.Mentioned,
                Additional = text.Spans.Any(static span => span.Style is TextStyle.MentionEveryone) ? new(StringComparer.Ordinal) { ["room"] = JsonTrue.Value } : null,
            },
        };
    }

    private async Task<Dictionary<RemoteUserId, (UserId, string)>> MentionedAsync(RunningAccount account, RichText text, CancellationToken cancellationToken)
    {
        var people = new Dictionary<RemoteUserId, (UserId, string)>();
        foreach (var user in text.Spans.Select(span => span.Style).OfType<TextStyle.Mention>().Select(mention => mention.User).Distinct().Take(MostPeople))
        {
            // Whoever is logged in here is mentioned as themself, so that it rings.
            var self = accounts.OfPerson(account.Network, user);
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
