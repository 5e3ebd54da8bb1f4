using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Who is in a supergroup or channel.</summary>
internal sealed class ParticipantMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    private const int LargestPage = 200;

    public void AddTo(MethodTable table)
    {
        table.Add("channels.getParticipants", List);
        table.Add("channels.getParticipant", One);
    }

    private TlObject List(CallContext call)
    {
        var channel = peers.Channel(call.Query.Object("channel"), call.Caller);
        if (channel.IsBroadcast && channel.MemberFor(call.Caller)?.IsAdmin != true)
        {
            throw RpcException.BadRequest("CHAT_ADMIN_REQUIRED");
        }

        var members = channel.MemberList.Where(Filter(call.Query.Object("filter"), call.Caller)).ToList();
        var answer = new TlObject("channels.channelParticipants")
        {
            ["count"] = members.Count,
            ["participants"] = members
                .Skip(Math.Max(0, call.Query.Int("offset")))
                .Take(Math.Clamp(call.Query.Int("limit"), 0, LargestPage))
                .Select(member => MemberView.OfChannel(member, call.Caller))
                .ToArray(),
        };
        return PeerCollector.Attach(answer, call.Caller, world);
    }

    private static Func<Member, bool> Filter(TlObject filter, Person caller) => filter.Name switch
    {
        "channelParticipantsAdmins" => member => member.IsAdmin,
        "channelParticipantsBots" => member => member.Person.IsBot,
        "channelParticipantsContacts" => member => caller.Contacts.Contains(member.Person),
        "channelParticipantsSearch" => member => member.Person.FirstName.StartsWith(filter.Text("q"), StringComparison.OrdinalIgnoreCase),
        "channelParticipantsKicked" or "channelParticipantsBanned" => _ => false,
        _ => _ => true,
    };

    private TlObject One(CallContext call)
    {
        var channel = peers.Channel(call.Query.Object("channel"), call.Caller);
        var person = peers.Person(call.Query.Object("participant"), call.Caller);
        var participant = channel.MemberFor(person) is { } member
            ? MemberView.OfChannel(member, call.Caller)
            : throw RpcException.BadRequest("USER_NOT_PARTICIPANT");
        return PeerCollector.Attach(new TlObject("channels.channelParticipant") { ["participant"] = participant }, call.Caller, world);
    }
}
