using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>How a reaction looks on Matrix: an emoji, the picture of one, or words where its picture does not come.</summary>
internal sealed class ReactionContents(RemoteFiles files, TimeProvider time)
{
    public const string Unknown = "❓";

    private static readonly TimeSpan _picturePatience = TimeSpan.FromSeconds(5);

    public async Task<ReactionContent> ComposeAsync(RunningAccount account, PortalRow portal, Reaction reaction, EventId target, CancellationToken cancellationToken)
    {
        if (reaction.Picture?.Reference is null)
        {
            return new ReactionContent(target, EmojiSpelling.ForMatrix(reaction.Picture is null ? reaction.Key : WordsOf(reaction) ?? reaction.Key));
        }

        try
        {
            var file = new RemoteFile(account, portal.Chat, Message: null, "", reaction.Picture, FileForm.Emoji);
            var picture = await files.Begin(file).Completion.WaitAsync(_picturePatience, time, cancellationToken);
            return new ReactionContent(target, picture.Mxc, reaction.Alternative);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ReactionContent(target, EmojiSpelling.ForMatrix(WordsOf(reaction) ?? Unknown));
        }
    }

    private static string? WordsOf(Reaction reaction) => reaction.Alternative is { Length: > 0 } words ? words : null;
}
