using Bridges.Abstractions;
using Bridges.Core.FromMatrix.Choices;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Reactions;

/// <summary>
/// Carries a Matrix user's reactions to the network, within what it takes: where one person may have so many only, the newest stay, on
/// both sides.
/// </summary>
internal sealed class MatrixReactions(
    SenderAccounts accounts, EventTargets targets, ReactionTable reactions, ReactionKeys keys, SetReactions set, RefusedReactions refused,
    ChoicePresses choices)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (ReactionContent.TryParse(roomEvent.Content) is not { } reaction)
        {
            return RowOutcome.Nothing;
        }

        var found = await targets.FindAsync(row, portal, reaction.Target, lane, cancellationToken);
        if (found.Messages is not [var target, ..])
        {
            // To a notice of ours, or to something that never left Matrix.
            return found.IsLate ? new RowOutcome.Refused("The message that you reacted to has not got there yet.") : RowOutcome.Nothing;
        }

        var account = await accounts.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        if (await choices.PressAsync(row, portal, account, roomEvent, target, reaction.Key, cancellationToken) is { } pressed)
        {
            return pressed;
        }

        if (account.Account is not IReacts reacting)
        {
            return new RowOutcome.Refused($"Reactions cannot be sent to {account.NetworkName}.");
        }

        var rules = await ModuleCalls.RunAsync(() => reacting.GetReactionRulesAsync(portal.Chat, cancellationToken), cancellationToken);
        if (await keys.OfMatrixAsync(account, reaction.Key, rules, cancellationToken) is not { } key)
        {
            return await refused.TakeBackAsync(roomEvent, $"{account.NetworkName} does not take this reaction here.", cancellationToken);
        }

        var message = new MessageKey(portal.Network, portal.Chat, target.Message);
        var before = await reactions.OfPersonAsync(message, account.Account.Self, cancellationToken);
        if (before.Any(other => other.Key == key))
        {
            return RowOutcome.Nothing;
        }

        var added = new ReactionRow(message, account.Account.Self, key, roomEvent.EventId.Value, roomEvent.OriginServerTs.ToUnixTimeMilliseconds());
        var kept = before.TakeLast(Math.Max(0, rules.MaximumPerPerson - 1)).ToArray();
        if (await set.SetAsync(row, account, reacting, roomEvent, message, [.. kept.Select(static other => other.Key), key], rules, cancellationToken) is { } refusal)
        {
            return await refused.TakeBackAsync(roomEvent, refusal, cancellationToken);
        }

        var dropped = before.Except(kept).ToArray();
        foreach (var other in dropped)
        {
            await refused.RedactAsync(roomEvent.RoomId, new EventId(other.EventId), cancellationToken);
        }

        return new RowOutcome.Finished([.. dropped.Select(ReactionTable.Remove), ReactionTable.Insert(added)]);
    }

    /// <summary>Takes a reaction off; null: what was redacted is none.</summary>
    public async Task<RowOutcome?> TakeOffAsync(JournalRow row, PortalRow portal, MatrixEvent redaction, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        if (redaction.Redacts is not { } redacted || await reactions.ByEventAsync(redacted.Value, cancellationToken) is not { } removed
            || removed.Message.Network != portal.Network || removed.Message.Chat != portal.Chat)
        {
            return null;
        }

        var account = await accounts.FindAsync(portal, redaction.Sender, cancellationToken);
        if (account is { Account: IReacts reacting } && account.Account.Self == removed.Sender)
        {
            var left = (await reactions.OfPersonAsync(removed.Message, removed.Sender, cancellationToken)).Where(other => other.Key != removed.Key).Select(static other => other.Key).ToArray();
            var rules = left.Length == 0 ? new ReactionRules() : await ModuleCalls.RunAsync(() => reacting.GetReactionRulesAsync(portal.Chat, cancellationToken), cancellationToken);
            if (await set.SetAsync(row, account, reacting, redaction, removed.Message, left, rules, cancellationToken) is { } refusal)
            {
                return new RowOutcome.Refused(refusal);
            }
        }

        return new RowOutcome.Finished([ReactionTable.Remove(removed)]);
    }
}
