using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Reactions;

/// <summary>What a reaction on Matrix is called on a network.</summary>
internal sealed class ReactionKeys(CarriedFileTable carried)
{
    /// <summary>Null: the network or this chat does not take it.</summary>
    public async Task<string?> OfMatrixAsync(RunningAccount account, string key, ReactionRules rules, CancellationToken cancellationToken)
    {
        if (!MxcUri.TryParse(key, out var picture))
        {
            var bare = EmojiSpelling.Bare(key);
            return (rules.Allowed is { } taken ? taken.Any(allowed => EmojiSpelling.AreSame(allowed, bare)) : rules.TakesText || EmojiSpelling.IsOne(bare)) ? bare : null;
        }

        var prefix = $"{FileForm.Emoji}:";
        return rules.TakesCustomEmoji
            && (await carried.ByMxcAsync(picture.Value, account.Network, cancellationToken))?.Key is { } carriedKey
            && carriedKey.StartsWith(prefix, StringComparison.Ordinal)
                ? carriedKey[prefix.Length..]
                : null;
    }
}
