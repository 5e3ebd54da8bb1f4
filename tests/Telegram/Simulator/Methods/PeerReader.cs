using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Finds the people and chats that calls name; a wrong access hash is refused as by the real server.</summary>
internal sealed class PeerReader(WorldState world)
{
    public Chat Chat(TlObject peer, Person caller) => peer.Name switch
    {
        "inputPeerSelf" => world.Chats.Private(caller, caller),
        "inputPeerUser" or "inputPeerUserFromMessage" => world.Chats.Private(caller, Person(peer, caller)),
        "inputPeerChat" => Group(peer.Long("chat_id"), caller),
        "inputPeerChannel" or "inputPeerChannelFromMessage" => Channel(peer, caller),
        _ => throw RpcException.BadRequest("PEER_ID_INVALID"),
    };

    /// <summary>From any of the inputUser and inputPeerUser forms.</summary>
    public Person Person(TlObject user, Person caller)
    {
        if (user.Name is "inputUserSelf" or "inputPeerSelf")
        {
            return caller;
        }

        var person = world.People.Find(user.Long("user_id"));
        return person is not null && (!user.Has("access_hash") || user.Long("access_hash") == person.AccessHash)
            ? person
            : throw RpcException.BadRequest("USER_ID_INVALID");
    }

    public IReadOnlyList<Person> People(IReadOnlyList<TlObject> users, Person caller) => [.. users.Select(user => Person(user, caller))];

    public BasicGroup Group(long id, Person caller)
    {
        var group = world.Chats.FindGroup(id);
        return group is not null && group.AllMessages.Any(message => message.IdFor(caller) != 0)
            ? group
            : throw RpcException.BadRequest("CHAT_ID_INVALID");
    }

    /// <summary>From any of the inputChannel and inputPeerChannel forms; one may see what one is in, or what is public.</summary>
    public Channel Channel(TlObject channel, Person caller)
    {
        var found = world.Chats.FindChannel(channel.Long("channel_id"));
        if (found is null || (channel.Has("access_hash") && channel.Long("access_hash") != found.AccessHash))
        {
            throw RpcException.BadRequest("CHANNEL_INVALID");
        }

        return found.Includes(caller) || found.Username.Length > 0 ? found : throw RpcException.BadRequest("CHANNEL_PRIVATE");
    }

    /// <summary>The caller's message in that chat.</summary>
    public static Message Message(Chat chat, int id, Person caller)
    {
        var message = chat is Channel channel ? channel.Find(id) : caller.Mailbox.Find(id);
        return message is not null && message.Chat == chat && message.IsVisibleTo(caller) ? message : throw RpcException.BadRequest("MESSAGE_ID_INVALID");
    }
}
