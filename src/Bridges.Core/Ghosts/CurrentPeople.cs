using System.Collections.Concurrent;
using Bridges.Abstractions;

namespace Bridges.Core.Ghosts;

/// <summary>By which id a person goes now: networks may give them another one (a number becomes an account).</summary>
internal sealed class CurrentPeople
{
    /// <summary>More than anybody moves; a circle in the database must not hang everything.</summary>
    private const int MostMoves = 16;

    private readonly ConcurrentDictionary<(NetworkId, RemoteUserId), RemoteUserId> _moved = new();

    // Most bridges never meet anybody who moved; each event asks.
    private volatile bool _hasAny;

    public RemoteUserId Of(NetworkId network, RemoteUserId user)
    {
        for (var moves = 0; _hasAny && moves < MostMoves && _moved.TryGetValue((network, user), out var next); moves++)
        {
            user = next;
        }

        return user;
    }

    /// <summary>The ids that a person had before.</summary>
    public IEnumerable<RemoteUserId> FormerOf(NetworkId network, RemoteUserId user) =>
        !_hasAny ? [] : _moved.Keys.Where(key => key.Item1 == network && key.Item2 != user && Of(network, key.Item2) == user).Select(key => key.Item2);

    public void Moved(NetworkId network, RemoteUserId from, RemoteUserId to)
    {
        _moved.TryRemove((network, to), out _);
        _moved[(network, from)] = to;
        _hasAny = true;
    }

    /// <summary>The event with everybody in it by their id of now.</summary>
    public RemoteEvent In(NetworkId network, RemoteEvent remoteEvent)
    {
        return !_hasAny ? remoteEvent : remoteEvent switch
        {
            RemoteMessage message => message with { Sender = Now(message.Sender) },
            RemoteEdit edit => edit with { Sender = Now(edit.Sender) },
            RemoteDeletion deletion => deletion with { Sender = NowOrNull(deletion.Sender) },
            RemoteReactions reactions => reactions with { Sender = Now(reactions.Sender) },
            RemoteReactors reactors => reactors with { People = [.. reactors.People.Select(Now)] },
            RemoteVote vote => vote with { Sender = Now(vote.Sender) },
            RemotePollResult result => result with { Sender = NowOrNull(result.Sender) },
            RemotePin pin => pin with { Sender = NowOrNull(pin.Sender) },
            RemoteReadReceipt receipt => receipt with { Reader = Now(receipt.Reader) },
            RemoteMessageState state => state with { Receiver = Now(state.Receiver) },
            RemoteMembership membership => membership with { User = Now(membership.User), Sender = NowOrNull(membership.Sender) },
            RemoteChatChange change => change with { Sender = NowOrNull(change.Sender) },
            _ => remoteEvent,
        };

        RemoteUserId Now(RemoteUserId user) => Of(network, user);
        RemoteUserId? NowOrNull(RemoteUserId? user) => user is { } known ? Of(network, known) : null;
    }
}
