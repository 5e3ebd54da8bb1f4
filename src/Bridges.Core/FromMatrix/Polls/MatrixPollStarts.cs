using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Polls;
using Bridges.Core.Portals;
using Bridges.Core.Portals.Looks;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Polls;

/// <summary>Carries a Matrix user's polls to the network.</summary>
internal sealed class MatrixPollStarts(
    SenderAccounts accounts, EventTargets targets, ChatTimers timers, Deliveries deliveries, DeliveryReports reports, SentRemarks remarks)
{
    public async Task<RowOutcome> BridgeAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (PollStart.TryParse(roomEvent.Content) is not { } poll)
        {
            return new RowOutcome.Refused("The poll cannot be read.");
        }

        var account = await accounts.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        if (RefusalOf(account, portal.Chat, poll) is { } refusal)
        {
            return new RowOutcome.Refused(refusal);
        }

        var content = new PollContent(RichText.Plain(poll.Question), [.. poll.Answers.Select(static answer => new PollOption(answer.Id, RichText.Plain(answer.Text)))])
        {
            MaximumSelections = poll.MaxSelections,
            ResultsAreHidden = !poll.ShowsVotes,
        };
        var reply = poll.RepliesTo is { } answered ? await targets.FindAsync(row, portal, answered, lane, cancellationToken) : null;
        var message = new OutgoingMessage(new DeliveryId(roomEvent.EventId.Value), portal.Chat, content)
        {
            ReplyTo = reply?.Messages is [.., var last] ? new ReplyTarget(last.Message) { Author = last.Sender } : null,
            Timestamp = roomEvent.OriginServerTs,
            Timer = await timers.OfAsync(account, portal, cancellationToken),
        };
        var sent = await deliveries.DeliverAsync(row, account, message, lane, cancellationToken);
        await remarks.TellAsync(roomEvent, sent, cancellationToken);
        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        var options = poll.Answers.Select((answer, index) => new PollOptionIds(answer.Id, index < sent.PollOptions.Count ? sent.PollOptions[index] : answer.Id, answer.Text)).ToArray();
        return new RowOutcome.Finished(
        [
            .. sent.Ids.SelectMany((id, ordinal) => MessageTable.Insert(SentRows.Of(portal, account, roomEvent, id, ordinal, sent.Timestamp))),
            .. SentTimers.Of(row, portal, roomEvent, message.Timer, sent),
            PollTable.Upsert(new PollRow(new MessageKey(portal.Network, portal.Chat, sent.Ids[0]), roomEvent.EventId.Value, PollOptions.Write(options))),
        ]);
    }

    private static string? RefusalOf(RunningAccount account, ChatKey chat, PollStart poll)
    {
        if (account.Account is not ISends<PollContent>)
        {
            return $"Polls cannot be sent to {account.NetworkName}.";
        }

        if (poll.Replaces is not null)
        {
            return $"Polls cannot be changed on {account.NetworkName}.";
        }

        return (account.Account as IHasLimits)?.GetLimits(chat).PollOptions is { } most && poll.Answers.Count > most
            ? $"A poll on {account.NetworkName} has at most {most} answers."
            : null;
    }
}
