using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>People, looked up by those who know them already.</summary>
internal sealed class PeopleMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("users.getUsers", call => TlObject.Vector(
            peers.People(call.Query.Objects("id"), call.Caller).Select(person => PersonView.Render(person, call.Caller))));
        table.Add("users.getFullUser", Full);
        table.Add("messages.getPeerSettings", call => PeerCollector.Attach(
            new TlObject("messages.peerSettings") { ["settings"] = new TlObject("peerSettings") },
            call.Caller,
            world));
    }

    private TlObject Full(CallContext call)
    {
        var person = peers.Person(call.Query.Object("id"), call.Caller);
        var full = PersonView.RenderFull(person, call.Caller, world.Chats.PrivateIfAny(call.Caller, person));
        return PeerCollector.Attach(new TlObject("users.userFull") { ["full_user"] = full }, call.Caller, world);
    }
}
