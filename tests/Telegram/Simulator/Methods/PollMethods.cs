using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Votes.</summary>
internal sealed class PollMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.sendVote", Vote);
        table.Add("messages.getPollResults", call => world.Publisher.Wrap(
            call.Caller,
            [PollView.Changed(Voting.PollOf(Message(call, "msg_id"), call.Caller), call.Caller)]));
        table.Add("messages.getPollVotes", Votes);
    }

    private TlObject Vote(CallContext call)
    {
        var answers = call.Query["options"] is IEnumerable<object?> options ? options.OfType<byte[]>().Select(PollView.Index).ToList() : [];
        return world.Publisher.Wrap(call.Caller, world.Voting.Vote(call.Caller, Message(call, "msg_id"), answers, call.Session));
    }

    private TlObject Votes(CallContext call)
    {
        var poll = Voting.PollOf(Message(call, "id"), call.Caller);
        if (poll.IsAnonymous || !poll.Ballot.Votes.ContainsKey(call.Caller))
        {
            throw RpcException.Forbidden("POLL_VOTE_REQUIRED");
        }

        var wanted = call.Query.Has("option") ? PollView.Index(call.Query.Bytes("option")) : (int?)null;
        var votes = poll.Ballot.Votes.Where(vote => wanted is null || vote.Value.Contains(wanted.Value)).ToList();
        return PeerCollector.Attach(
            new TlObject("messages.votesList")
            {
                ["count"] = votes.Count,
                ["votes"] = votes.Select(vote => wanted is null
                    ? new TlObject("messagePeerVoteMultiple") { ["peer"] = PeerView.Of(vote.Key), ["options"] = vote.Value.Select(PollView.Option).ToArray(), ["date"] = world.Date }
                    : new TlObject("messagePeerVoteInputOption") { ["peer"] = PeerView.Of(vote.Key), ["date"] = world.Date }).ToArray(),
            },
            call.Caller,
            world);
    }

    private Message Message(CallContext call, string field) =>
        PeerReader.Message(peers.Chat(call.Query.Object("peer"), call.Caller), call.Query.Int(field), call.Caller);
}
