using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Who asks to be let in, for administrators.</summary>
internal sealed class JoinRequestMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.getChatInviteImporters", List);
        table.Add("messages.hideChatJoinRequest", Answer);
    }

    private TlObject List(CallContext call)
    {
        var chat = Chat(call);
        Membership.RequireAdmin(chat, call.Caller);
        var answer = new TlObject("messages.chatInviteImporters")
        {
            ["count"] = chat.Asking.Count,
            ["importers"] = chat.Asking.Select(asking => new TlObject("chatInviteImporter") { ["requested"] = true, ["user_id"] = asking.Key.Id, ["date"] = asking.Value }).ToArray(),
        };
        return PeerCollector.Attach(answer, call.Caller, world);
    }

    private TlObject Answer(CallContext call)
    {
        var person = peers.Person(call.Query.Object("user_id"), call.Caller);
        return world.Publisher.Wrap(
            call.Caller, world.JoinRequests.Answer(Chat(call), call.Caller, person, call.Query.Flag("approved"), call.Session).For(call.Caller));
    }

    private GroupChat Chat(CallContext call) => peers.Chat(call.Query.Object("peer"), call.Caller) as GroupChat ?? throw RpcException.BadRequest("PEER_ID_INVALID");
}
