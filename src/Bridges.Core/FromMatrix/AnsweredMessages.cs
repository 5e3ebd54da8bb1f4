using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Says in a network's terms which message somebody answers on Matrix.</summary>
internal sealed class AnsweredMessages(EventTargets targets)
{
    /// <param name="answered">The event that is answered, or null.</param>
    public async Task<ReplyTarget?> FindAsync(
        JournalRow row, PortalRow portal, RunningAccount account, EventId? answered, LaneContext lane, CancellationToken cancellationToken)
    {
        if (answered is not { } target)
        {
            return null;
        }

        // An answer to what has not come there in time is sent without its target: better than not at all.
        var found = await targets.FindAsync(row, portal, target, lane, cancellationToken);
        return found.Messages is [.., var last]
            ? new ReplyTarget(last.Message) { Author = last.Sender, Excerpt = await ExcerptAsync(portal, account, target, cancellationToken) }
            : null;
    }

    /// <summary>How it begins, without what is hidden in it. What cannot be looked up holds no answer back.</summary>
    private async Task<string?> ExcerptAsync(PortalRow portal, RunningAccount account, EventId target, CancellationToken cancellationToken)
    {
        if ((account.Account as IHasLimits)?.GetLimits(portal.Chat).ExcerptLength is not { } longest)
        {
            return null;
        }

        try
        {
            return await targets.AskAsync(portal, target, cancellationToken) is { } asked && RoomMessageReader.Read(asked.Content) is { } content
                && content.Said is { GivenFileName: null } or { HasCaption: true }
                ? RichTextCuts.Cut(RichText.Plain(PlainBody.Write(MessageText.Of(content.Said), withAddresses: false)), longest).First.Text
                : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
