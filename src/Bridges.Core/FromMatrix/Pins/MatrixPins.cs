using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Pins;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Pins;

/// <summary>
/// Pins and unpins on the network what a Matrix user pinned or unpinned in the room; what is refused is set back there. What is no message there stays a matter of
/// the room.
/// </summary>
internal sealed class MatrixPins(SenderAccounts accounts, EventTargets targets, PinTable pins, PinChecks checks, Database database, Changes changes, RoomPins room)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        var wanted = new List<RemoteMessageId>();
        foreach (var pinned in PinnedEvents.Read(roomEvent.Content).Pinned)
        {
            var found = await targets.FindAsync(row, portal, pinned, lane, cancellationToken);
            wanted.AddRange(found.Messages.Where(static message => !message.IsDeleted).Select(static message => message.Message).Take(1));
        }

        // What else was pinned or taken off since, on either side, is not this event's to change.
        var shown = await room.MessagesAsync(portal, cancellationToken);
        var there = await pins.OfChatAsync(portal.Network, portal.Chat, cancellationToken);
        PinChange[] changed =
        [
            .. wanted.Intersect(shown).Except(there).Select(static message => new PinChange(message, IsPinned: true)),
            .. there.Except(wanted).Except(shown).Select(static message => new PinChange(message, IsPinned: false)),
        ];
        RemoteMessageId[] uncertain = row.Attempts > 0 || lane.MayHaveHappened ? [.. wanted.Except(shown).Except(there)] : [];
        if (changed.Length == 0 && uncertain.Length == 0)
        {
            return RowOutcome.Nothing;
        }

        var account = await accounts.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        await LearnAsync(account, portal, uncertain, cancellationToken);
        if (account.Account is not IPinsMessages pinning)
        {
            return new RowOutcome.Refused($"Messages cannot be pinned on {account.NetworkName} from here.");
        }

        var refused = new List<(PinChange Change, string Reason)>();
        foreach (var change in changed)
        {
            if (await SetAsync(row, account, pinning, portal, roomEvent, change, cancellationToken) is { } reason)
            {
                refused.Add((change, reason));
            }
        }

        if (refused.Count == 0)
        {
            return RowOutcome.Nothing;
        }

        await room.SetBackAsync(portal, [.. refused.Select(static one => one.Change)], cancellationToken);
        return new RowOutcome.Refused(string.Join(' ', refused.Select(static one => one.Reason).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>
    /// What was taken off in the room before it was known whether an earlier attempt had pinned it on the network: where it had, it is noted, so that it is
    /// taken off there, too.
    /// </summary>
    private async Task LearnAsync(RunningAccount account, PortalRow portal, IEnumerable<RemoteMessageId> uncertain, CancellationToken cancellationToken)
    {
        foreach (var message in uncertain)
        {
            if (await checks.IsPinnedAsync(account, portal.Chat, message, otherwise: false, cancellationToken))
            {
                await database.WriteAsync([PinTable.Insert(new MessageKey(portal.Network, portal.Chat, message))], cancellationToken);
            }
        }
    }

    /// <summary>Noted at once: whatever becomes of those after it, this one was taken.</summary>
    /// <returns>Why the network does not take it; null: it did.</returns>
    private async Task<string?> SetAsync(
        JournalRow row, RunningAccount account, IPinsMessages pinning, PortalRow portal, MatrixEvent roomEvent, PinChange change, CancellationToken cancellationToken)
    {
        try
        {
            await changes.MakeAsync(
                row, account, portal.Chat,
                async () =>
                {
                    await pinning.PinAsync(new OutgoingPin(new DeliveryId(roomEvent.EventId.Value), portal.Chat, change.Message, change.IsPinned), cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return refusal.Message;
        }

        var key = new MessageKey(portal.Network, portal.Chat, change.Message);
        await database.WriteAsync([change.IsPinned ? PinTable.Insert(key) : PinTable.Remove(key)], cancellationToken);
        return null;
    }
}
