using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>Shows on Matrix which reactions somebody has on a message: only what is new is sent, only what is gone is taken back.</summary>
internal sealed class RemoteReactionChanges(
    RemoteTargets targets, AccountRegistry accounts, PeoplesReactions reactions, ReactionCrowds crowds, ReactionContents contents, SenderActions actions, SentEvents sentEvents)
{
    /// <summary>More than any network lets one person have.</summary>
    private const int MostPerPerson = 20;

    public async Task<RowOutcome> BridgeAsync(RunningAccount account, PortalRow portal, RemoteReactions change, LaneContext lane, CancellationToken cancellationToken)
    {
        // What an account here did is told again by the network, perhaps before it is noted.
        var own = accounts.OfMember(account, portal.Chat, change.Sender);
        var rows = own is null
            ? await targets.FindAsync(portal, change.Target, lane, cancellationToken)
            : await targets.FindOwnAsync(portal, change.Target, own.Owner, lane, cancellationToken);
        if (rows.FirstOrDefault(static row => !row.IsDeleted) is not { } target)
        {
            return RowOutcome.Nothing;
        }

        var message = new MessageKey(portal.Network, portal.Chat, change.Target);
        var before = await reactions.OfAsync(message, change.Sender, cancellationToken);
        var now = change.Reactions.DistinctBy(static reaction => EmojiSpelling.Bare(reaction.Key)).Take(MostPerPerson).ToArray();
        var gone = before.Where(old => !now.Any(reaction => EmojiSpelling.AreSame(reaction.Key, old.Key))).ToArray();
        var added = now.Where(reaction => !before.Any(old => EmojiSpelling.AreSame(reaction.Key, old.Key))).ToArray();
        if (gone.Length == 0 && added.Length == 0)
        {
            return RowOutcome.Nothing;
        }

        var writes = await TakeBackAsync(account, portal, message, gone, lane, cancellationToken);
        var isOnlyCounted = own is null && added.Length > 0 && await crowds.IsCrowdedAsync(message, cancellationToken);
        foreach (var reaction in added)
        {
            var shown = isOnlyCounted ? "" : (await SendAsync(account, portal, change, reaction, new EventId(target.EventId), lane, cancellationToken)).Value;
            writes.Add(ReactionTable.Insert(new ReactionRow(message, change.Sender, EmojiSpelling.Bare(reaction.Key), shown, change.Timestamp.ToUnixTimeMilliseconds())));
        }

        if (isOnlyCounted)
        {
            crowds.Changing(message);
        }

        return new RowOutcome.Finished(writes);
    }

    /// <summary>Takes back what is shown, and counted, of those who have it no more.</summary>
    /// <returns>What is to be written of it.</returns>
    public async Task<List<Statement>> TakeBackAsync(
        RunningAccount account, PortalRow portal, MessageKey message, IReadOnlyList<ReactionRow> gone, LaneContext lane, CancellationToken cancellationToken)
    {
        foreach (var shown in gone.Where(static old => old.EventId.Length > 0))
        {
            await TakeBackAsync(account, portal, shown, lane, cancellationToken);
        }

        if (gone.Any(static old => old.EventId.Length == 0))
        {
            crowds.Changing(message);
        }

        return [.. gone.Select(ReactionTable.Remove)];
    }

    private async Task TakeBackAsync(RunningAccount account, PortalRow portal, ReactionRow old, LaneContext lane, CancellationToken cancellationToken)
    {
        var mark = Mark(portal, old.Message.Message, old.Sender, $"off/{old.EventId}");
        if (await sentEvents.FindAsync(portal, mark, lane, cancellationToken) is not null)
        {
            return;
        }

        await actions.RedactAsync(
            account, portal, old.Sender, new EventId(old.EventId), TransactionIds.Of(portal.Network, portal.Chat, mark.Id), mark.Alone(), cancellationToken);
    }

    private async Task<EventId> SendAsync(
        RunningAccount account, PortalRow portal, RemoteReactions change, Reaction reaction, EventId target, LaneContext lane, CancellationToken cancellationToken)
    {
        // The row is the same at each try, and another one when the same reaction is put on again.
        var mark = Mark(portal, change.Target, change.Sender, $"on/{EmojiSpelling.Bare(reaction.Key)}/{lane.Current?.Id}");
        if (await sentEvents.FindAsync(portal, mark, lane, cancellationToken) is { } before)
        {
            return before;
        }

        var content = (await contents.ComposeAsync(account, portal, reaction, target, cancellationToken)).ToJson();
        content[BridgeMark.Key] = mark.Alone()[BridgeMark.Key]!.DeepClone();
        var room = new RoomId(portal.RoomId!);
        return await actions.ActAsync(
            account, portal, change.Sender,
            who => who.Client.SendEventAsync(
                who.User, room, ReactionContent.EventType, TransactionIds.Of(portal.Network, portal.Chat, mark.Id), content, change.Timestamp, cancellationToken),
            cancellationToken);
    }

    private static BridgeMark Mark(PortalRow portal, RemoteMessageId message, RemoteUserId sender, string what) =>
        BridgeMark.Message(portal, message, "") with { Id = $"{message}/reaction/{sender}/{what}", IsChange = true };
}
