using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Contents;

/// <summary>Says a Matrix text in a network's terms.</summary>
internal sealed class TextReader(GhostIds ids, AccountRegistry accounts, CarriedFileTable carried, MatrixMessageLinks links)
{
    public async Task<RichText> ReadAsync(RunningAccount account, RoomMessageContent content, CancellationToken cancellationToken)
    {
        var text = SpoilerReasons.Say(MessageText.Of(content));
        var spans = new List<TextSpan>(text.Spans.Count);
        foreach (var span in text.Spans)
        {
            if (await TranslateAsync(account, span, cancellationToken) is { } translated)
            {
                spans.Add(translated);
            }
        }

        return text with { Spans = spans };
    }

    /// <summary>People and pictures of this network become its own; others stay mere text.</summary>
    private async Task<TextSpan?> TranslateAsync(RunningAccount account, TextSpan span, CancellationToken cancellationToken) => span.Style switch
    {
        MatrixUserMention mention => FindRemote(account, mention.User) is { } user ? span with { Style = new TextStyle.Mention(user) } : null,
        MatrixEmoji emoji => await FindEmojiAsync(account, emoji, cancellationToken) is { } id ? span with { Style = new TextStyle.CustomEmoji(id) } : null,
        TextStyle.Link link => span with { Style = await links.ToRemoteAsync(account, link, cancellationToken) },
        _ => span,
    };

    private RemoteUserId? FindRemote(RunningAccount account, UserId user)
    {
        if (ids.TryParse(user, out var network, out var remote))
        {
            return network == account.Network ? remote : null;
        }

        return accounts.OwnedBy(user).FirstOrDefault(other => other.Network == account.Network)?.Account.Self;
    }

    private async Task<string?> FindEmojiAsync(RunningAccount account, MatrixEmoji emoji, CancellationToken cancellationToken)
    {
        var prefix = $"{FileForm.Emoji}:";
        return (await carried.ByMxcAsync(emoji.Picture.Value, account.Network, cancellationToken))?.Key is { } key && key.StartsWith(prefix, StringComparison.Ordinal)
            ? key[prefix.Length..]
            : null;
    }
}
