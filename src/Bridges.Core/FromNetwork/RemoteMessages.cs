using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>Puts a remote message into its room, each part once.</summary>
internal sealed class RemoteMessages(
    MessageTable messages, OwnEchoes echoes, RemoteReplies replies, Senders senders, PartSender parts, RemoteEventJournal journal, TimeProvider time)
{
    public async Task<RowOutcome> BridgeAsync(
        RunningAccount account, PortalRow portal, RemoteMessage message, bool replayed, LaneContext lane, CancellationToken cancellationToken)
    {
        if (message.Id.BeforeMove() is not null && !await BelongsHereAsync(portal, message, lane, cancellationToken))
        {
            return RowOutcome.Nothing;
        }

        if (MayBeKnown(account, message, replayed))
        {
            if (await echoes.WaitAsync(lane.Current!, account, message, cancellationToken) is { } waiting)
            {
                return waiting;
            }

            if (await IsKnownAsync(portal, message, lane, cancellationToken))
            {
                return RowOutcome.Nothing;
            }
        }

        if (account.Account is ILinksMessages && message.Parts.Any(static part => MessageLinks.MayHold(part.Content)))
        {
            // What it links to may be the message right before it.
            await lane.SettleAsync();
        }

        var sender = await senders.ForMessageAsync(account, portal, message.Sender, cancellationToken);
        var room = new RoomId(portal.RoomId!);
        var (reply, said) = await replies.FindAsync(account, portal, message, lane, cancellationToken);
        var writes = new List<Statement>(message.Parts.Count);
        for (var ordinal = 0; ordinal < message.Parts.Count; ordinal++)
        {
            var part = message.Parts[ordinal];
            var sent = await parts.SendAsync(
                new PartContext(account, portal, said, part, ordinal == 0 ? sender : sender with { IsNew = false }, BridgeMark.Message(portal, message.Id, part.Id), lane)
                {
                    RepliesTo = ordinal == 0 && reply is { } target ? new EventId(target.EventId) : null,
                    Answered = ordinal == 0 && reply is { } answered ? senders.UserOf(account.Network, answered.Sender) : null,
                },
                cancellationToken);
            writes.AddRange(MessageTable.Insert(Row(portal, message, part, ordinal, sent.EventId, room)));
            writes.AddRange(sent.Writes);
        }

        if (message.Responses.Count > 0)
        {
            // In rows behind this one: by then the message is known.
            await journal.AppendAsync(account, message.Responses, replayed: true, cancellationToken);
        }

        return new RowOutcome.Finished(writes);
    }

    /// <summary>Our own messages come back as echoes; history overlaps with what was live.</summary>
    private bool MayBeKnown(RunningAccount account, RemoteMessage message, bool replayed) =>
        replayed || echoes.IsPossible(account, message.Chat, message.Sender, message.FromSelf) || time.GetUtcNow() - message.Timestamp > CoreOptions.JournalRemembers;

    private async Task<bool> BelongsHereAsync(PortalRow portal, RemoteMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        return FormerMessages.BelongsHere(message.Id, await messages.OldestAsync(portal.Network, portal.Chat, cancellationToken));
    }

    private async Task<bool> IsKnownAsync(PortalRow portal, RemoteMessage message, LaneContext lane, CancellationToken cancellationToken)
    {
        await lane.SettleAsync();
        return (await messages.ByRemoteAsync(portal.Network, portal.Chat, message.Id, cancellationToken)).Count > 0;
    }

    private static MessageRow Row(PortalRow portal, RemoteMessage message, MessagePart part, int ordinal, EventId eventId, RoomId room) => new()
    {
        Network = portal.Network,
        Chat = portal.Chat,
        Message = message.Id,
        Part = part.Id,
        Ordinal = ordinal,
        EventId = eventId.Value,
        RoomId = room.Value,
        Sender = message.Sender,
        FromMatrix = false,
        Timestamp = message.Timestamp.ToUnixTimeMilliseconds(),
        Version = message.Version,
    };
}
