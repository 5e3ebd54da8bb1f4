using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Core.Portals.Looks;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix;

/// <summary>Hands what a Matrix user said to the network, with all that goes along with it.</summary>
internal sealed class OutgoingMessages(AnsweredMessages answers, ChatTimers timers, Deliveries deliveries, DeliveryReports reports, SentRemarks remarks, ProgressNotices notices, TimeProvider time)
{
    /// <param name="answered">The event that it answers, or null.</param>
    /// <param name="file">The file that it carries, or null.</param>
    public async Task<RowOutcome.Finished> SendAsync(
        JournalRow row, PortalRow portal, RunningAccount account, MatrixEvent roomEvent, EventId? answered, MessageContent content, FileUnderWay? file,
        LaneContext lane, CancellationToken cancellationToken)
    {
        var (fitted, rest) = Captions.Fit(content, (account.Account as IHasLimits)?.GetLimits(portal.Chat) ?? new MessageLimits());
        var message = new OutgoingMessage(new DeliveryId(roomEvent.EventId.Value), portal.Chat, fitted)
        {
            ReplyTo = await answers.FindAsync(row, portal, account, answered, lane, cancellationToken),
            Timestamp = roomEvent.OriginServerTs,
            Timer = await timers.OfAsync(account, portal, cancellationToken),
            Progress = file,
        };
        file?.Leave();
        var sent = await DeliverAsync(row, account, roomEvent, message, file, lane, cancellationToken);
        if (rest is not null)
        {
            sent = await FollowAsync(row, account, message, sent, rest, lane, cancellationToken);
        }

        await remarks.TellAsync(roomEvent, sent, cancellationToken);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished(
        [
            .. sent.Ids.SelectMany((id, ordinal) => MessageTable.Insert(SentRows.Of(portal, account, roomEvent, id, ordinal, sent.Timestamp))),
            .. SentTimers.Of(row, portal, roomEvent, message.Timer, sent),
            .. content is MediaContent { IsViewOnce: true } ? [ViewOnceWishes.Forget(roomEvent.EventId)] : Array.Empty<Statement>(),
        ]);
    }

    private Task<SentMessage> DeliverAsync(
        JournalRow row, RunningAccount account, MatrixEvent roomEvent, OutgoingMessage message, FileUnderWay? file, LaneContext lane, CancellationToken cancellationToken)
    {
        var delivery = deliveries.DeliverAsync(row, account, message, lane, cancellationToken);
        return file is null || !LaneKey.IsTransfer(row.Lane)
            ? delivery
            : notices.WhileAsync(
                roomEvent.RoomId, roomEvent.EventId, () => file.Words, delivery, static failure => failure is BridgeException { Kind: FailureKind.Permanent }, cancellationToken);
    }

    /// <summary>What did not go with the file goes after it, in answer to it. That the file has gone is known from then on, also after a crash.</summary>
    private async Task<SentMessage> FollowAsync(
        JournalRow row, RunningAccount account, OutgoingMessage file, SentMessage sent, RichText rest, LaneContext lane, CancellationToken cancellationToken)
    {
        var current = lane.Current ?? row;
        var handed = current with { State = JournalState.HandingOver, HandedOverAt = current.HandedOverAt ?? time.GetUtcNow().ToUnixTimeMilliseconds() };
        var message = file with
        {
            Delivery = new DeliveryId($"{file.Delivery.Value}/rest"), Content = new TextContent(rest), ReplyTo = new ReplyTarget(sent.Ids[0]) { Author = account.Account.Self }, Progress = null,
        };
        try
        {
            // Looked for only where an earlier try may have sent it.
            var followed = await deliveries.DeliverAsync(row.State == JournalState.HandingOver ? handed : current with { State = JournalState.Queued }, account, message, lane, cancellationToken);
            return sent with { Ids = [.. sent.Ids, .. followed.Ids], Remark = sent.Remark ?? "The caption is longer than the network takes with a file: the rest follows as a text." };
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return sent with { Remark = $"The file was sent, but not all of its caption: {refusal.Message}" };
        }
        catch (BridgeException)
        {
            if (account.Account is not IDeduplicatesDeliveries)
            {
                lane.Current = handed;
            }

            throw;
        }
    }
}
