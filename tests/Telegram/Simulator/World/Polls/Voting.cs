using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Votes, and the end of polls.</summary>
internal sealed class Voting(WorldState world)
{
    public IReadOnlyList<TlObject> Vote(Person voter, Message message, IReadOnlyList<int> answers, Session? origin)
    {
        var poll = PollOf(message, voter);
        if (poll.Ballot.IsClosed)
        {
            throw RpcException.BadRequest("MESSAGE_POLL_CLOSED");
        }

        if (poll.RightAnswer is not null && poll.Ballot.Votes.ContainsKey(voter))
        {
            throw RpcException.BadRequest("REVOTE_NOT_ALLOWED");
        }

        if (answers.Any(answer => answer < 0 || answer >= poll.Answers.Count) || (answers.Count > 1 && !poll.AllowsSeveral))
        {
            throw RpcException.BadRequest("OPTION_INVALID");
        }

        if (answers.Count == 0)
        {
            poll.Ballot.Votes.Remove(voter);
        }
        else
        {
            poll.Ballot.Votes[voter] = answers;
        }

        return Tell(message, poll, voter, origin);
    }

    public void Close(Person by, Message message)
    {
        var poll = PollOf(message, by);
        if (message.Sender != by)
        {
            throw RpcException.Forbidden("MESSAGE_AUTHOR_REQUIRED");
        }

        poll.Ballot.IsClosed = true;
        var batch = world.Publisher.NewBatch();
        batch.AddEdited(message);
        batch.Publish(origin: null);
    }

    public static Media.Poll PollOf(Message message, Person viewer) =>
        message.IsVisibleTo(viewer) && message.Media is Media.Poll poll ? poll : throw RpcException.BadRequest("MESSAGE_ID_INVALID");

    private List<TlObject> Tell(Message message, Media.Poll poll, Person voter, Session? origin)
    {
        foreach (var viewer in message.Chat.Audience.Where(message.IsVisibleTo))
        {
            world.Publisher.Push(viewer, () => [PollView.Changed(poll, viewer)], origin);
        }

        return [PollView.Changed(poll, voter)];
    }
}
