using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.Polls;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Polls;

/// <summary>Shows on Matrix who voted for what, how a poll stands where that is not told, and that it has ended.</summary>
internal sealed class RemotePolls(
    RemoteTargets targets, PollTable polls, SenderActions actions, GhostIds ids, SentEvents sentEvents, PollQuestions questions, HomeserverClients clients)
{
    public async Task<RowOutcome> VoteAsync(RunningAccount account, PortalRow portal, RemoteVote vote, LaneContext lane, CancellationToken cancellationToken)
    {
        await targets.FindSettledAsync(portal, vote.Poll, lane, cancellationToken);
        var key = new MessageKey(portal.Network, portal.Chat, vote.Poll);
        var choice = PollOptions.WriteChoice(vote.Options);
        var voter = await VoterAsync(key, vote.Sender, cancellationToken);
        if (await polls.FindAsync(key, cancellationToken) is not { } poll || await polls.VoteOfAsync(key, voter, cancellationToken) == choice)
        {
            // The echo of a vote that was made here, or told twice.
            return RowOutcome.Nothing;
        }

        var options = PollOptions.Read(poll.Options);
        var answers = vote.Options.Select(chosen => options.FirstOrDefault(option => option.Remote == chosen)?.Matrix).OfType<string>().ToArray();
        var content = new PollResponse(new EventId(poll.EventId), answers).ToJson();
        await SendAsync(
            portal, act => actions.ActAsAuthorAsync(account, portal, vote.Sender, voter == vote.Sender ? null : ids.AsNamed(portal.Network, voter), act, cancellationToken), PollTypes.Response, content, $"{vote.Poll}/vote/{vote.Sender}/{lane.Current?.Id}",
            vote.Timestamp, lane, cancellationToken);
        return new RowOutcome.Finished([PollTable.Vote(key, voter, choice)]);
    }

    public async Task<RowOutcome> ResultAsync(PortalRow portal, RemotePollResult result, LaneContext lane, CancellationToken cancellationToken)
    {
        await targets.FindSettledAsync(portal, result.Poll, lane, cancellationToken);
        if (await polls.FindAsync(new MessageKey(portal.Network, portal.Chat, result.Poll), cancellationToken) is not { } poll)
        {
            return RowOutcome.Nothing;
        }

        var options = PollOptions.Read(poll.Options);
        var news = poll.ResultEvent is null && await IsShownAsync(poll, result, cancellationToken) ? result with { Totals = [] } : result;
        if (PollResultTexts.Of(news, options) is { } words)
        {
            var said = await TellAsync(portal, poll, words, lane, cancellationToken);
            poll = poll with { ResultEvent = poll.ResultEvent ?? said.Value };
        }

        if (result.HasEnded && !poll.HasEnded)
        {
            var bot = new MatrixSender(clients.Main, await BotAsync(cancellationToken));
            var end = new PollEnd(new EventId(poll.EventId), PollResultTexts.Of(result, options) ?? "The poll has ended.").ToJson();
            await SendAsync(portal, act => act(bot), PollTypes.End, end, $"{result.Poll}/end", result.Timestamp, lane, cancellationToken);
            poll = poll with { HasEnded = true };
        }

        return new RowOutcome.Finished([PollTable.Upsert(poll)]);
    }

    /// <summary>Clients count for themselves where each vote is on Matrix. Until the end there may be more than a network knew when it told.</summary>
    private async Task<bool> IsShownAsync(PollRow poll, RemotePollResult result, CancellationToken cancellationToken)
    {
        var votes = (await polls.VotesAsync(poll.Message, cancellationToken)).SelectMany(PollOptions.ReadChoice).CountBy(static option => option).ToDictionary();
        return result.Totals.All(total => votes.GetValueOrDefault(total.Option) is var shown && (result.HasEnded ? total.Votes == shown : total.Votes <= shown));
    }

    /// <summary>Under which of their ids somebody voted before: readers count each voter once.</summary>
    private async Task<RemoteUserId> VoterAsync(MessageKey poll, RemoteUserId sender, CancellationToken cancellationToken)
    {
        foreach (var former in ids.FormerOf(poll.Network, sender))
        {
            if (await polls.VoteOfAsync(poll, former, cancellationToken) is not null)
            {
                return former;
            }
        }

        return sender;
    }

    private Task<UserId> BotAsync(CancellationToken cancellationToken) => clients.Main.WhoAmIAsync(actingAs: null, cancellationToken);

    /// <summary>One notice, edited as the votes come in. It names the question, which clients that know no polls show nowhere else.</summary>
    private async Task<EventId> TellAsync(PortalRow portal, PollRow poll, string result, LaneContext lane, CancellationToken cancellationToken)
    {
        var words = await questions.OfAsync(new RoomId(portal.RoomId!), new EventId(poll.EventId), cancellationToken) is { } question ? $"{question}\n{result}" : result;
        var notice = RoomMessageContent.Notice(words) with { RelatesTo = MessageRelation.ReplyTo(new EventId(poll.EventId)), Mentions = new MessageMentions() };
        var content = poll.ResultEvent is { } earlier ? (RoomMessageContent.Notice(words) with { Mentions = new MessageMentions() }).AsReplacementOf(new EventId(earlier)) : notice;
        return await clients.Main.SendMessageAsync(
            actingAs: null, new RoomId(portal.RoomId!), TransactionIds.Of(portal.Network, portal.Chat, $"{poll.Message.Message}/result/{lane.Current?.Id}"), content,
            timestamp: null, cancellationToken);
    }

    private async Task SendAsync(
        PortalRow portal, Func<Func<MatrixSender, Task<EventId>>, Task<EventId>> act, string type, System.Text.Json.Nodes.JsonObject content, string what,
        DateTimeOffset timestamp, LaneContext lane, CancellationToken cancellationToken)
    {
        var mark = BridgeMark.Message(portal, new RemoteMessageId(what), "") with { Id = what, IsChange = true };
        if (await sentEvents.FindAsync(portal, mark, lane, cancellationToken) is not null)
        {
            return;
        }

        content[BridgeMark.Key] = mark.Alone()[BridgeMark.Key]!.DeepClone();
        var room = new RoomId(portal.RoomId!);
        await act(who => who.Client.SendEventAsync(who.User, room, type, TransactionIds.Of(portal.Network, portal.Chat, what), content, timestamp, cancellationToken));
    }
}
