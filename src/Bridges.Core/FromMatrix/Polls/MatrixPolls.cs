using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Polls;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Polls;

/// <summary>Carries a Matrix user's polls, votes and ends of polls to the network.</summary>
internal sealed class MatrixPolls(
    MatrixPollStarts starts, SenderAccounts accounts, EventTargets targets, PollTable polls, Changes changes, DeliveryReports reports)
{
    public Task<RowOutcome> AskAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken) =>
        starts.BridgeAsync(row, portal, roomEvent, lane, cancellationToken);

    public async Task<RowOutcome> VoteAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (PollResponse.TryParse(roomEvent.Content) is not { } response || await FindAsync(row, portal, response.Poll, lane, cancellationToken) is not { } poll)
        {
            return RowOutcome.Nothing;
        }

        var account = await accounts.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        if (account.Account is not IVotesInPolls voter)
        {
            return new RowOutcome.Refused($"Votes cannot be sent to {account.NetworkName}.");
        }

        var options = PollOptions.Read(poll.Options);
        var chosen = response.Answers.Select(answer => options.FirstOrDefault(option => option.Matrix == answer)?.Remote).OfType<string>().ToArray();
        var choice = PollOptions.WriteChoice(chosen);
        var vote = new OutgoingVote(new DeliveryId(roomEvent.EventId.Value), portal.Chat, poll.Message.Message, chosen);
        return await ChangeAsync(row, account, portal, roomEvent, () => voter.VoteAsync(vote, cancellationToken), PollTable.Vote(poll.Message, account.Account.Self, choice), cancellationToken);
    }

    public async Task<RowOutcome> EndAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (PollEnd.TryParse(roomEvent.Content) is not { } end || await FindAsync(row, portal, end.Poll, lane, cancellationToken) is not { HasEnded: false } poll)
        {
            return RowOutcome.Nothing;
        }

        var account = await accounts.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        return account.Account is IEndsPolls ending
            ? await ChangeAsync(
                row, account, portal, roomEvent,
                () => ending.EndPollAsync(new DeliveryId(roomEvent.EventId.Value), portal.Chat, poll.Message.Message, cancellationToken),
                PollTable.Upsert(poll with { HasEnded = true }), cancellationToken)
            : new RowOutcome.Refused($"Polls cannot be ended on {account.NetworkName} from here.");
    }

    private async Task<PollRow?> FindAsync(JournalRow row, PortalRow portal, EventId asked, LaneContext lane, CancellationToken cancellationToken)
    {
        // Waits where the poll itself is still on its way.
        await targets.FindAsync(row, portal, asked, lane, cancellationToken);
        return await polls.ByEventAsync(asked.Value, cancellationToken) is { } poll && poll.Message.Network == portal.Network && poll.Message.Chat == portal.Chat ? poll : null;
    }

    private async Task<RowOutcome> ChangeAsync(
        JournalRow row, RunningAccount account, PortalRow portal, MatrixEvent roomEvent, Func<Task> change, Statement write, CancellationToken cancellationToken)
    {
        try
        {
            await changes.MakeAsync(
                row, account, portal.Chat,
                async () =>
                {
                    await change();
                    return true;
                },
                cancellationToken);
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return new RowOutcome.Refused(refusal.Message);
        }

        reports.Delivered(roomEvent.RoomId, roomEvent.EventId, portal.Network);
        return new RowOutcome.Finished([write]);
    }
}
